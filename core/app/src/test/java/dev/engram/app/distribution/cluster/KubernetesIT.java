package dev.engram.app.distribution.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * Does with the printed documents what Kubernetes would do: checks them, lays the files of the ConfigMaps out as a
 * volume, and starts the worker of each pod as another user than root, with the arguments and variables of the Job.
 */
@Tag("cluster")
class KubernetesIT {
    private static final int PODS = 2;
    private static final Object[] ON = {
        "--print", "--launcher-option", "image=engram:test", "--launcher-option", "workers=" + PODS
    };

    @TempDir
    private static Path shared;

    private static LocalService postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Optional<String> obstacle = LocalService.unavailableReason("PostgreSQL's server", "initdb", "pg_ctl");
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        postgres = LocalService.start("postgres", shared.resolve("postgres"));
    }

    @AfterAll
    static void stop() {
        Optional.ofNullable(postgres).ifPresent(LocalService::close);
    }

    private List<JsonObject> documents(List<Object> arguments) throws IOException {
        CommandResult printed = Launcher.run(folder, Map.of(), arguments.toArray());
        assertEquals(0, printed.code(), printed.err());
        List<JsonObject> documents = new ArrayList<>();
        new Yaml()
                .loadAll(printed.out())
                .forEach(d -> documents.add(new Gson().toJsonTree(d).getAsJsonObject()));
        for (JsonObject d : documents.subList(0, documents.size() - 1)) {
            V1ConfigMap.validateJsonElement(d);
        }
        V1Job.validateJsonElement(documents.get(documents.size() - 1));
        return documents;
    }

    private static JsonObject pod(List<JsonObject> documents) {
        return documents
                .get(documents.size() - 1)
                .getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("spec");
    }

    /** Writes the files of the ConfigMaps where the projected volume shows them. */
    private static void mount(List<JsonObject> documents, Path bundle) throws IOException {
        Map<String, JsonObject> data = new HashMap<>();
        documents
                .subList(0, documents.size() - 1)
                .forEach(d -> data.put(
                        d.getAsJsonObject("metadata").get("name").getAsString(), d.getAsJsonObject("binaryData")));
        if (data.isEmpty()) {
            return;
        }
        JsonObject volume = pod(documents).getAsJsonArray("volumes").get(0).getAsJsonObject();
        for (JsonElement source : volume.getAsJsonObject("projected").getAsJsonArray("sources")) {
            JsonObject map = source.getAsJsonObject().getAsJsonObject("configMap");
            for (JsonElement item : map.getAsJsonArray("items")) {
                JsonObject file = item.getAsJsonObject();
                Path target = bundle.resolve(file.get("path").getAsString());
                Files.createDirectories(target.getParent());
                JsonObject values = data.get(map.get("name").getAsString());
                Files.write(
                        target,
                        Base64.getDecoder()
                                .decode(values.get(file.get("key").getAsString())
                                        .getAsString()));
            }
        }
    }

    /** Returns the variables of a container, with the values that Kubernetes would give them. */
    private static Map<String, String> environment(JsonObject container, int index, String store) {
        Map<String, String> environment = new HashMap<>();
        for (JsonElement element : container.getAsJsonArray("env")) {
            JsonObject variable = element.getAsJsonObject();
            JsonObject from = variable.getAsJsonObject("valueFrom");
            String name = variable.get("name").getAsString();
            if (from.has("fieldRef")) {
                assertEquals(
                        "metadata.annotations['batch.kubernetes.io/job-completion-index']",
                        from.getAsJsonObject("fieldRef").get("fieldPath").getAsString());
                environment.put(name, Integer.toString(index));
            } else if (from.getAsJsonObject("secretKeyRef")
                    .get("key")
                    .getAsString()
                    .equals("url")) {
                environment.put(name, store);
            } else {
                assertTrue(from.getAsJsonObject("secretKeyRef").get("optional").getAsBoolean(), name);
            }
        }
        return environment;
    }

    private CommandResult run(JsonObject container, int index, String store, Path bundle, Path scratch) {
        Map<String, String> environment = environment(container, index, store);
        List<String> arguments = new ArrayList<>();
        for (JsonElement a : container.getAsJsonArray("args")) {
            String argument = a.getAsString();
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                argument = argument.replace("$(" + variable.getKey() + ")", variable.getValue());
            }
            arguments.add(argument.replaceFirst("^/bundle", bundle.toString())
                    .replaceFirst("^/tmp/engram$", scratch + "/engram"));
        }
        environment.put("HOME", scratch.toString());
        String user = System.getProperty("user.name").equals("root")
                ? "setpriv --reuid=10001 --regid=10001 --clear-groups "
                : "";
        return Launcher.shell(scratch, environment, user + "\"$ENGRAM\" work '" + String.join("' '", arguments) + "'");
    }

    /** Runs all pods of the Job at the same time. */
    private void runPods(List<JsonObject> documents, String store) throws IOException {
        // The folders of tests are private, and the user of a pod is not root.
        Path open = Files.createTempDirectory(Path.of("/tmp"), "engram-pods");
        try {
            mount(documents, open.resolve("bundle"));
            List<CompletableFuture<CommandResult>> pods = new ArrayList<>();
            for (int i = 0; i < PODS; i++) {
                int index = i;
                Path scratch = Files.createDirectories(open.resolve("scratch" + i));
                Launcher.shell(folder, Map.of(), "chmod -R a+rX " + open + " && chmod a+rwx " + scratch);
                JsonObject container =
                        pod(documents).getAsJsonArray("containers").get(0).getAsJsonObject();
                pods.add(CompletableFuture.supplyAsync(
                        () -> run(container, index, store, open.resolve("bundle"), scratch)));
            }
            for (CompletableFuture<CommandResult> pod : pods) {
                CommandResult ended = pod.join();
                assertEquals(0, ended.code(), ended.err() + ended.out());
            }
        } finally {
            Launcher.shell(folder, Map.of(), "rm -r " + open);
        }
    }

    private CommandResult local(ClusterSuite suite) {
        CommandResult local = Launcher.run(
                folder,
                Map.of(),
                suite.arguments("run", "--out", "local", "--format", "csv").toArray());
        assertEquals(0, local.code(), local.err());
        return local;
    }

    private void assertSameComparison(CommandResult local, ClusterSuite suite, String store) {
        CommandResult compared = Launcher.run(
                folder,
                Map.of(),
                suite.arguments("compare", "--store", store, "--format", "csv").toArray());
        assertEquals(0, compared.code(), compared.err());
        assertEquals(ClusterSuite.comparison(local), ClusterSuite.comparison(compared));
    }

    @Test
    void podsMakeTheRunsOfTheConfigMaps() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 5);
        CommandResult local = local(suite);
        List<JsonObject> documents = documents(suite.arguments("launch kubernetes", ON));
        assertTrue(documents.size() > 1, "there are ConfigMaps");
        runPods(documents, postgres.address());
        assertSameComparison(local, suite, postgres.address());
    }

    @Test
    void podsMakeTheRunsThatAreInTheStore() throws Exception {
        ClusterSuite suite = ClusterSuite.write(folder, 5);
        CommandResult local = local(suite);
        String port = postgres.address().replaceFirst("^.*:(\\d+)/.*$", "$1");
        Launcher.shell(folder, Map.of(), "createdb -h 127.0.0.1 -p " + port + " -U engram stored");
        String store = postgres.address().replace("/postgres?", "/stored?");
        List<Object> arguments = new ArrayList<>(suite.arguments("launch kubernetes", ON));
        arguments.addAll(List.of("--store", store));
        List<JsonObject> documents = documents(arguments);
        assertEquals(1, documents.size(), "there is no ConfigMap");
        runPods(documents, store);
        assertSameComparison(local, suite, store);
    }
}
