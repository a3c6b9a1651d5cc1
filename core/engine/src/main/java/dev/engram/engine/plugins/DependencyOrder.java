package dev.engram.engine.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginDependency;

/**
 * Puts plugins behind those that they depend on. PF4J orders them too, but its message about a missing one does not say
 * who misses it.
 */
final class DependencyOrder {
    private final Map<String, PluginArchive> all = new LinkedHashMap<>();
    private final Map<String, PluginArchive> ordered = new LinkedHashMap<>();

    private DependencyOrder(List<PluginArchive> archives) {
        archives.forEach(a -> all.put(a.id(), a));
    }

    /** Leaves out, with a problem for each, those whose dependencies cannot be had. */
    static List<PluginArchive> order(List<PluginArchive> archives, List<PluginProblem> problems) {
        return new DependencyOrder(archives).order(problems);
    }

    private List<PluginArchive> order(List<PluginProblem> problems) {
        List<PluginArchive> waiting = new ArrayList<>(all.values());
        boolean moved = true;
        while (moved) {
            moved = waiting.removeIf(a -> {
                if (unmetDependency(a).isPresent()) {
                    return false;
                }
                ordered.put(a.id(), a);
                return true;
            });
        }
        for (PluginArchive a : waiting) {
            problems.add(
                    new PluginProblem(a.file().toString(), unmetDependency(a).orElseThrow()));
        }
        return List.copyOf(ordered.values());
    }

    private Optional<String> unmetDependency(PluginArchive a) {
        return a.descriptor().getDependencies().stream()
                .filter(d -> !d.isOptional())
                .map(this::unmetDependency)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> unmetDependency(PluginDependency d) {
        String needs = "it depends on the plugin '" + d.getPluginId() + "'";
        PluginArchive other = all.get(d.getPluginId());
        if (other == null) {
            return Optional.of(needs + ", which is not there; add it to a folder of plugins");
        }
        String version = other.descriptor().getVersion();
        String wanted = " in version " + d.getPluginVersionSupport();
        try {
            if (!new DefaultVersionManager().checkVersionConstraint(version, d.getPluginVersionSupport())) {
                return Optional.of(needs + wanted + ", but " + other.file() + " is " + version);
            }
        } catch (RuntimeException e) {
            return Optional.of(needs + wanted + ", which cannot be compared with the version " + version + " of "
                    + other.file() + ": " + ExceptionMessages.of(e));
        }
        if (!ordered.containsKey(d.getPluginId())) {
            return Optional.of(needs + ", which cannot be loaded itself or depends on this one in turn");
        }
        return Optional.empty();
    }
}
