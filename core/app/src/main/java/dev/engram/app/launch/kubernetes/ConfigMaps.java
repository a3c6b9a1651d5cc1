package dev.engram.app.launch.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a folder, divided among ConfigMaps, each of which holds at most 1 MiB. */
final class ConfigMaps {
    /** Kubernetes allows 1 MiB of values; the rest is for their keys. */
    static final int MAX_BYTES = (1 << 20) - (1 << 14);

    /** A file of one of the maps. */
    private record Entry(String key, String path, byte[] bytes) {}

    private final String name;
    private final List<List<Entry>> maps = new ArrayList<>();

    private ConfigMaps(String name) {
        this.name = name;
    }

    /**
     * Reads a folder.
     *
     * @throws KubernetesException if a file is larger than a ConfigMap
     */
    static ConfigMaps of(String name, Path folder) throws IOException {
        ConfigMaps all = new ConfigMaps(name);
        try (Stream<Path> files = Files.walk(folder)) {
            int number = 0;
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                long size = Files.size(file);
                if (size > MAX_BYTES) {
                    throw new KubernetesException(path + " of the bundle has " + size + " bytes, and a ConfigMap of"
                            + " Kubernetes holds at most 1 MiB; give a PostgreSQL store that this machine can reach"
                            + " with --store, which then holds the files for the workers");
                }
                all.add(new Entry("file-" + number++, path, Files.readAllBytes(file)));
            }
        }
        return all;
    }

    private void add(Entry entry) {
        List<Entry> last = maps.isEmpty() ? null : maps.get(maps.size() - 1);
        if (last == null || size(last) + entry.bytes().length > MAX_BYTES) {
            last = new ArrayList<>();
            maps.add(last);
        }
        last.add(entry);
    }

    private static long size(List<Entry> entries) {
        return entries.stream().mapToLong(e -> e.bytes().length).sum();
    }

    private String name(int number) {
        return name + "-bundle-" + number;
    }

    /** Returns the maps as documents. */
    List<Map<String, Object>> documents(String namespace) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            Map<String, Object> data = new LinkedHashMap<>();
            maps.get(i).forEach(e -> data.put(e.key(), Base64.getEncoder().encodeToString(e.bytes())));
            Map<String, Object> document = KubernetesManifest.document("v1", "ConfigMap", name(i), namespace);
            document.put("immutable", true);
            document.put("binaryData", data);
            documents.add(document);
        }
        return documents;
    }

    /** Returns the volume in which all files have their paths of the folder again. */
    Map<String, Object> volume(String volume) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            List<Map<String, Object>> items = maps.get(i).stream()
                    .map(e -> KubernetesManifest.map("key", e.key(), "path", e.path()))
                    .toList();
            sources.add(KubernetesManifest.map("configMap", KubernetesManifest.map("name", name(i), "items", items)));
        }
        return KubernetesManifest.map("name", volume, "projected", KubernetesManifest.map("sources", sources));
    }
}
