package dev.engram.engine.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginDependency;

/**
 * Orders plugins so that each comes after those that it depends on. PF4J does the same, but its message about a missing
 * plugin does not name the plugin that needs it.
 */
final class DependencyOrder {
    private final Map<String, PluginArchive> all = new LinkedHashMap<>();
    private final Map<String, PluginArchive> ordered = new LinkedHashMap<>();

    private DependencyOrder(List<PluginArchive> archives) {
        archives.forEach(a -> all.put(a.id(), a));
    }

    /** Returns the plugins in order, without those whose dependencies are not met; each of these becomes a problem. */
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
        String needsVersion =
                "it depends on version " + d.getPluginVersionSupport() + " of the plugin '" + d.getPluginId() + "'";
        PluginArchive other = all.get(d.getPluginId());
        if (other == null) {
            return Optional.of(needs + ", which was not found; add it to a folder of plugins");
        }
        String version = other.descriptor().getVersion();
        try {
            if (!new DefaultVersionManager().checkVersionConstraint(version, d.getPluginVersionSupport())) {
                return Optional.of(needsVersion + ", but " + other.file() + " has version " + version);
            }
        } catch (RuntimeException e) {
            return Optional.of(needsVersion + ", which cannot be compared with version " + version + " of "
                    + other.file() + ": " + ExceptionMessages.of(e));
        }
        if (!ordered.containsKey(d.getPluginId())) {
            return Optional.of(needs + ", which cannot be loaded or depends on this plugin in turn");
        }
        return Optional.empty();
    }
}
