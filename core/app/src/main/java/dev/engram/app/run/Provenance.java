package dev.engram.app.run;

import dev.engram.engine.plugins.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where and with what a run was made: recorded with it, and part of no result. */
final class Provenance {
    private Provenance() {}

    static Map<String, String> of(String version, List<Origin> plugins) {
        Map<String, String> p = new TreeMap<>();
        p.put("engram", version);
        p.put("java", System.getProperty("java.runtime.version"));
        p.put("jvm", System.getProperty("java.vm.name"));
        p.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        p.put("cpu", cpu());
        p.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        p.put(
                "vector-module",
                Boolean.toString(
                        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()));
        for (Origin o : plugins) {
            p.put("plugin " + o.plugin(), o.version() + " sha256 " + o.sha256());
        }
        return p;
    }

    /** The processor's name where the system tells it in the Linux way. */
    private static String cpu() {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.isReadable(info)) {
            try (var lines = Files.lines(info)) {
                return lines.filter(l -> l.startsWith("model name"))
                        .map(l -> l.substring(l.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            } catch (IOException e) {
                return "unknown: " + e.getMessage();
            }
        }
        return "unknown";
    }
}
