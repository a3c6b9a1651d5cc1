package dev.engram.app.launch.kubernetes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobSpec;
import io.kubernetes.client.openapi.models.V1KeyToPath;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1VolumeProjection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The documents are checked by the models of the official client. They are generated from the published schema of
 * Kubernetes, and refuse unknown fields, missing fields and values of another type.
 */
class KubernetesManifestTest {
    private static final KubernetesSettings SETTINGS = new KubernetesSettings(
            new KubernetesSettings.Pod("registry.example.org/engram:0.1", 2, "2Gi", 90), 8, 3, "engram-store", "");

    @TempDir
    private Path bundle;

    private static KubernetesManifest manifest(KubernetesSettings settings) {
        return new KubernetesManifest("Rules on MNIST (v2)", "0123456789ab", settings, List.of("--checkpoint", "60s"));
    }

    private static List<JsonObject> documents(String yaml) {
        List<JsonObject> all = new ArrayList<>();
        new Yaml().loadAll(yaml).forEach(d -> all.add(new Gson().toJsonTree(d).getAsJsonObject()));
        return all;
    }

    /** Returns the Job, the last document, after a check of all documents. */
    private static V1Job checked(List<JsonObject> documents) throws IOException {
        for (JsonObject d : documents.subList(0, documents.size() - 1)) {
            V1ConfigMap.validateJsonElement(d);
            assertEquals("ConfigMap", d.get("kind").getAsString());
        }
        JsonObject job = documents.get(documents.size() - 1);
        V1Job.validateJsonElement(job);
        return JSON.getGson().fromJson(job, V1Job.class);
    }

    private static byte[] bytes(JsonObject data, String key) {
        return Base64.getDecoder().decode(data.get(key).getAsString());
    }

    private static V1PodSpec pod(V1Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    @Test
    void aJobWithStoredRunsKeepsTheSchema() throws IOException {
        List<JsonObject> documents = documents(manifest(SETTINGS).withStoredBundle());
        assertEquals(1, documents.size());
        V1Job job = checked(documents);
        assertEquals("batch/v1", job.getApiVersion());
        assertEquals("engram-rules-on-mnist-v2-0123456789ab", job.getMetadata().getName());
        V1JobSpec spec = job.getSpec();
        assertEquals("Indexed", spec.getCompletionMode());
        assertEquals(List.of(8, 3), List.of(spec.getCompletions(), spec.getParallelism()));
        assertEquals("Never", pod(job).getRestartPolicy());
        assertEquals(90L, pod(job).getTerminationGracePeriodSeconds());
        assertEquals(true, pod(job).getSecurityContext().getRunAsNonRoot());
        V1Container container = pod(job).getContainers().get(0);
        assertEquals(
                List.of(
                        "--store",
                        "$(ENGRAM_STORE)",
                        "--workers",
                        "2",
                        "--cache",
                        "/tmp/engram",
                        "--checkpoint",
                        "60s"),
                container.getArgs());
        assertEquals("2Gi", container.getResources().getLimits().get("memory").toSuffixedString());
        assertEquals(List.of(), container.getCommand(), "the image's entry point is the worker");
    }

    @Test
    void theAddressOfTheStoreComesFromASecret() throws IOException {
        String yaml = manifest(SETTINGS).withStoredBundle();
        V1Job job = checked(documents(yaml));
        Map<String, String> keys = new TreeMap<>();
        pod(job).getContainers().get(0).getEnv().stream()
                .filter(e -> e.getValueFrom().getSecretKeyRef() != null)
                .forEach(e -> keys.put(
                        e.getName(),
                        e.getValueFrom().getSecretKeyRef().getName() + "/"
                                + e.getValueFrom().getSecretKeyRef().getKey()));
        assertEquals(Map.of("ENGRAM_STORE", "engram-store/url", "PGPASSWORD", "engram-store/password"), keys);
    }

    /** Every file of the bundle is in one of the maps, with its bytes, and is mounted under its path. */
    @Test
    void aBundleIsDividedAmongConfigMapsOfAtMostOneMebibyte() throws IOException {
        Random random = new Random(3);
        Map<String, byte[]> files = new TreeMap<>();
        for (int size : new int[] {10, 700_000, 600_000, ConfigMaps.MAX_BYTES, 0}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            files.put("files/" + size, bytes);
        }
        files.put("manifest", "no\nyes\n".getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> e : files.entrySet()) {
            Path file = bundle.resolve(e.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, e.getValue());
        }
        List<JsonObject> documents = documents(manifest(SETTINGS).withBundle(bundle));
        V1Job job = checked(documents);
        Map<String, JsonObject> maps = new TreeMap<>();
        for (JsonObject d : documents.subList(0, documents.size() - 1)) {
            JsonObject data = d.getAsJsonObject("binaryData");
            maps.put(d.getAsJsonObject("metadata").get("name").getAsString(), data);
            int bytes =
                    data.keySet().stream().mapToInt(k -> bytes(data, k).length).sum();
            assertTrue(bytes <= 1 << 20, bytes + " bytes in one map");
        }
        assertTrue(maps.size() > 1, maps.size() + " maps");
        Map<String, byte[]> mounted = new TreeMap<>();
        for (V1VolumeProjection p : pod(job).getVolumes().get(0).getProjected().getSources()) {
            for (V1KeyToPath item : p.getConfigMap().getItems()) {
                mounted.put(item.getPath(), bytes(maps.get(p.getConfigMap().getName()), item.getKey()));
            }
        }
        assertEquals(files.keySet(), mounted.keySet());
        files.forEach((path, bytes) -> assertArrayEquals(bytes, mounted.get(path), path));
        assertEquals(
                List.of("--bundle", "/bundle", "--task", "$(ENGRAM_TASK)", "--of", "8"),
                pod(job).getContainers().get(0).getArgs().subList(2, 8));
    }

    @Test
    void aFileThatNoConfigMapHoldsIsRefused() throws IOException {
        Files.write(bundle.resolve("large"), new byte[ConfigMaps.MAX_BYTES + 1]);
        String message = assertThrows(
                        KubernetesException.class, () -> manifest(SETTINGS).withBundle(bundle))
                .getMessage();
        assertTrue(message.startsWith("large of the bundle has 1032193 bytes, and a ConfigMap of Kubernetes"), message);
    }

    @Test
    void aNamespaceIsWrittenIntoEveryDocument() throws IOException {
        Files.write(bundle.resolve("manifest"), new byte[1]);
        KubernetesSettings inTeam =
                new KubernetesSettings(new KubernetesSettings.Pod("engram", 1, "1Gi", 60), 2, 0, "store", "team");
        List<JsonObject> documents = documents(manifest(inTeam).withBundle(bundle));
        assertEquals(2, checked(documents).getSpec().getParallelism());
        for (JsonObject d : documents) {
            JsonElement namespace = d.getAsJsonObject("metadata").get("namespace");
            assertEquals("team", namespace.getAsString());
        }
    }

    @Test
    void aJobHasNoMorePodsThanItsRunsNeed() throws IOException {
        V1Job job = checked(documents(manifest(SETTINGS.forRuns(3)).withStoredBundle()));
        assertEquals(2, job.getSpec().getCompletions(), "two cores of a pod make two runs at a time");
        assertEquals(2, job.getSpec().getParallelism());
        assertEquals(SETTINGS, SETTINGS.forRuns(15));
        assertEquals(1, SETTINGS.forRuns(1).workers());
    }

    /** A check that accepts everything would prove nothing. */
    @Test
    void theSchemaRefusesAnUnknownField() {
        JsonObject job = documents(manifest(SETTINGS).withStoredBundle()).get(0);
        job.getAsJsonObject("spec").addProperty("paralelism", 3);
        String message = assertThrows(IllegalArgumentException.class, () -> V1Job.validateJsonElement(job))
                .getMessage();
        assertTrue(message.contains("`paralelism`"), message);
    }
}
