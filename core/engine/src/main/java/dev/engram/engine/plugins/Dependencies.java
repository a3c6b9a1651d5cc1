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
final class Dependencies {
  private final Map<String, Archive> all = new LinkedHashMap<>();
  private final Map<String, Archive> ordered = new LinkedHashMap<>();

  private Dependencies(List<Archive> archives) {
    archives.forEach(a -> all.put(a.id(), a));
  }

  /** Leaves out, with a problem for each, those whose dependencies cannot be had. */
  static List<Archive> order(List<Archive> archives, List<PluginProblem> problems) {
    return new Dependencies(archives).order(problems);
  }

  private List<Archive> order(List<PluginProblem> problems) {
    List<Archive> waiting = new ArrayList<>(all.values());
    boolean moved = true;
    while (moved) {
      moved = waiting.removeIf(a -> {
        if (obstacle(a).isPresent()) {
          return false;
        }
        ordered.put(a.id(), a);
        return true;
      });
    }
    for (Archive a : waiting) {
      problems.add(new PluginProblem(a.file().toString(), obstacle(a).orElseThrow()));
    }
    return List.copyOf(ordered.values());
  }

  private Optional<String> obstacle(Archive a) {
    return a.descriptor().getDependencies().stream()
        .filter(d -> !d.isOptional()).map(this::obstacle).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> obstacle(PluginDependency d) {
    String needs = "it depends on the plugin '" + d.getPluginId() + "'";
    Archive other = all.get(d.getPluginId());
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
          + other.file() + ": " + Reasons.of(e));
    }
    if (!ordered.containsKey(d.getPluginId())) {
      return Optional.of(needs + ", which cannot be loaded itself or depends on this one in turn");
    }
    return Optional.empty();
  }
}
