package dev.engram.app.launch.kubernetes;

import dev.engram.engine.yaml.YamlDocuments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An indexed Job whose pods are workers, and the ConfigMaps with what they need. A pod gets the number of its task from
 * Kubernetes and the address of the store from a Secret. A pod that is removed before its runs are done is replaced,
 * and continues from their checkpoints.
 */
public final class KubernetesManifest {
    private static final String INDEX = "metadata.annotations['batch.kubernetes.io/job-completion-index']";
    private static final String BUNDLE = "/bundle";
    private static final String SCRATCH = "/tmp";
    /** The user of Engram's Dockerfile. */
    private static final int USER = 10001;

    /** A name and what is added to it have at most 63 characters. */
    private static final int MAX_NAME = 40;

    /** Failures of one worker, such as a lost connection to the store, before the Job gives its runs up. */
    private static final int RETRIES = 10;

    private final String name;
    private final KubernetesSettings settings;
    private final List<String> workArguments;

    /**
     * Prepares a Job.
     *
     * @param suite the name of the suite
     * @param digest a text that differs from Job to Job
     * @param workArguments arguments of {@code engram work} besides store, bundle, task and workers
     */
    public KubernetesManifest(String suite, String digest, KubernetesSettings settings, List<String> workArguments) {
        this.name = name(suite, digest);
        this.settings = settings;
        this.workArguments = List.copyOf(workArguments);
    }

    /** Returns a name of lower-case letters, digits and hyphens, as Kubernetes demands. */
    private static String name(String suite, String digest) {
        String words = ("engram-" + suite).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String start = words.substring(0, Math.min(words.length(), MAX_NAME)).replaceFirst("-+$", "");
        return start + "-" + digest;
    }

    /** Returns the YAML of a Job whose runs and files are in the store. */
    public String withStoredBundle() {
        return YamlDocuments.write(List.of(job(List.of(), List.of())));
    }

    /**
     * Returns the YAML of a Job and of the ConfigMaps that hold a bundle.
     *
     * @throws KubernetesException if the bundle is too large for ConfigMaps
     */
    public String withBundle(Path bundle) throws IOException {
        ConfigMaps maps = ConfigMaps.of(name, bundle);
        List<Map<String, Object>> documents = new ArrayList<>(maps.documents(settings.namespace()));
        documents.add(job(
                List.of("--bundle", BUNDLE, "--task", "$(ENGRAM_TASK)", "--of", Integer.toString(settings.workers())),
                List.of(maps.volume("bundle"))));
        return YamlDocuments.write(documents);
    }

    private Map<String, Object> job(List<String> bundleArguments, List<Map<String, Object>> bundleVolumes) {
        List<Map<String, Object>> volumes = new ArrayList<>(bundleVolumes);
        volumes.add(map("name", "scratch", "emptyDir", map()));
        Map<String, Object> pod = map(
                "restartPolicy",
                "Never",
                "terminationGracePeriodSeconds",
                settings.pod().save(),
                "automountServiceAccountToken",
                false,
                "securityContext",
                map("runAsNonRoot", true, "runAsUser", USER, "seccompProfile", map("type", "RuntimeDefault")),
                "containers",
                List.of(container(bundleArguments, !bundleVolumes.isEmpty())),
                "volumes",
                volumes);
        Map<String, Object> job = document("batch/v1", "Job", name, settings.namespace());
        job.put(
                "spec",
                map(
                        "completionMode",
                        "Indexed",
                        "completions",
                        settings.workers(),
                        "parallelism",
                        settings.atOnce(),
                        "backoffLimitPerIndex",
                        RETRIES,
                        "podFailurePolicy",
                        map("rules", rules()),
                        "template",
                        map("metadata", map("labels", labels()), "spec", pod)));
        return job;
    }

    /** A pod that is moved to another node is not a failure; a worker that refuses its input fails again. */
    private static List<Map<String, Object>> rules() {
        return List.of(
                map("action", "Ignore", "onPodConditions", List.of(map("type", "DisruptionTarget", "status", "True"))),
                map(
                        "action",
                        "FailJob",
                        "onExitCodes",
                        map("containerName", "engram", "operator", "In", "values", List.of(2))));
    }

    private Map<String, Object> container(List<String> bundleArguments, boolean mounted) {
        List<String> args = new ArrayList<>(List.of("--store", "$(ENGRAM_STORE)"));
        args.addAll(bundleArguments);
        args.addAll(List.of("--workers", Integer.toString(settings.pod().cores()), "--cache", SCRATCH + "/engram"));
        args.addAll(workArguments);
        List<Map<String, Object>> mounts = new ArrayList<>();
        if (mounted) {
            mounts.add(map("name", "bundle", "mountPath", BUNDLE, "readOnly", true));
        }
        mounts.add(map("name", "scratch", "mountPath", SCRATCH));
        return map(
                "name",
                "engram",
                "image",
                settings.pod().image(),
                "args",
                args,
                "env",
                environment(),
                "resources",
                map(
                        "requests",
                        map(
                                "cpu",
                                Integer.toString(settings.pod().cores()),
                                "memory",
                                settings.pod().memory()),
                        "limits",
                        map("memory", settings.pod().memory())),
                "securityContext",
                map(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        map("drop", List.of("ALL"))),
                "volumeMounts",
                mounts);
    }

    private List<Map<String, Object>> environment() {
        return List.of(
                map("name", "ENGRAM_TASK", "valueFrom", map("fieldRef", map("fieldPath", INDEX))),
                map("name", "ENGRAM_STORE", "valueFrom", secret("url", false)),
                map("name", "PGPASSWORD", "valueFrom", secret("password", true)));
    }

    private Map<String, Object> secret(String key, boolean optional) {
        Map<String, Object> reference = map("name", settings.secret(), "key", key);
        if (optional) {
            reference.put("optional", true);
        }
        return map("secretKeyRef", reference);
    }

    private static Map<String, Object> labels() {
        return map("app.kubernetes.io/name", "engram");
    }

    /** Returns the beginning of a document. */
    static Map<String, Object> document(String version, String kind, String name, String namespace) {
        Map<String, Object> metadata = map("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.put("labels", labels());
        return map("apiVersion", version, "kind", kind, "metadata", metadata);
    }

    /** Returns a map of keys, each followed by its value, in this order. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
