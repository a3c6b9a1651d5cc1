package dev.engram.app.run;

import dev.engram.engine.network.Dense;
import dev.engram.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        return Plugins.load(Optional.ofNullable(home).map(h -> h.resolve("plugins")), more, BUILT_IN);
    }
}
