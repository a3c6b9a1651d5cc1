package dev.engram.app.run;

import dev.engram.engine.network.Dense;
import dev.engram.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where plugins are looked for: in the distribution, and wherever the user says besides. */
public final class PluginRoots {
  private static final List<Class<?>> BUILT_IN = List.of(Dense.class);

  private PluginRoots() {}

  /**
   * Loads them all.
   *
   * @param home the distribution; null: only what the user names
   * @throws dev.engram.engine.plugins.PluginException with all problems
   */
  public static Plugins load(Path home, List<Path> more) {
    List<Path> roots = new ArrayList<>();
    if (home != null) {
      roots.add(home.resolve("plugins"));
    }
    roots.addAll(more);
    return Plugins.load(roots, BUILT_IN);
  }
}
