package dev.engram.app.execution;

import dev.engram.engine.plugins.Origin;
import dev.engram.engine.store.Run;
import dev.engram.spi.Maths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The program, machine and plugins that make a run: recorded with it, and part of no result. */
public final class Provenance {
    /** Key of the program's version. */
    static final String ENGRAM = "engram";
    /** Beginning of the keys of plugins. */
    static final String PLUGIN = "plugin ";

    private final String version;
    private final List<Origin> plugins;

    public Provenance(String version, List<Origin> plugins) {
        this.version = version;
        this.plugins = List.copyOf(plugins);
    }

    /** Returns the provenance of runs made now, as sorted keys and values. */
    public Map<String, String> current() {
        Map<String, String> p = new TreeMap<>();
        p.put(ENGRAM, version);
        p.put("java", System.getProperty("java.runtime.version"));
        p.put("jvm", System.getProperty("java.vm.name"));
        p.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        p.put("cpu", cpu());
        p.put(Run.HOST, host());
        p.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        p.put(
                "vector-module",
                Boolean.toString(
                        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()));
        if (!Maths.HARDWARE_FMA) {
            p.put("fused-multiply-add", "in double arithmetic");
        }
        for (Origin o : plugins) {
            p.put(PLUGIN + o.plugin(), o.version() + " sha256 " + o.sha256());
        }
        return p;
    }

    /** Returns the name of this machine, without asking the network. */
    private static String host() {
        Path file = Path.of("/proc/sys/kernel/hostname");
        try {
            if (Files.isReadable(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
        return Stream.of("COMPUTERNAME", "HOSTNAME", "HOST")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("unknown");
    }

    /** Returns the name of the processor, which only Linux provides. */
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
