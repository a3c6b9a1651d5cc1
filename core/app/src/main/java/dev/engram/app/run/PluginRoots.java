package dev.engram.app.run;

import dev.engram.engine.plugins.PluginSizeLimit;
import dev.engram.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The places where plugins are found: the distribution, and the paths that the user gives. */
public final class PluginRoots {
    private static final List<Class<?>> BUILT_IN = List.of();

    private PluginRoots() {}

    /**
     * Loads all plugins.
     *
     * @param home the folder of the distribution; null for only the given paths
     * @throws dev.engram.engine.plugins.PluginException with all problems
     */
    public static Plugins load(Path home, List<Path> more) {
        return load(home, more, PluginSizeLimit.DEFAULT);
    }

    /**
     * Loads a part of the distribution's plugins, and more.
     *
     * @param checksums the SHA-256 of the plugins of the distribution to load
     */
    public static Plugins load(Optional<Path> home, Set<String> checksums, List<Path> more, PluginSizeLimit limit) {
        return Plugins.load(home.map(h -> h.resolve("plugins")), Optional.of(checksums), more, BUILT_IN, limit);
    }

    /** Loads all plugins with a limit for the unpacked size of each. */
    public static Plugins load(Path home, List<Path> more, PluginSizeLimit limit) {
        return Plugins.load(Optional.ofNullable(home).map(h -> h.resolve("plugins")), more, BUILT_IN, limit);
    }
}
