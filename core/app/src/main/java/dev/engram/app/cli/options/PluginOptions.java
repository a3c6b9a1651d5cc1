package dev.engram.app.cli.options;

import dev.engram.app.run.PluginRoots;
import dev.engram.app.run.SpiSuggestions;
import dev.engram.engine.plugins.PluginException;
import dev.engram.engine.plugins.PluginSizeLimit;
import dev.engram.engine.plugins.Plugins;
import dev.engram.spi.io.DataFiles;
import dev.engram.spi.io.DataMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options of every command that loads plugins. */
public final class PluginOptions {
    @Option(
            names = "--plugins",
            paramLabel = "PATH",
            description = "Plugin file (jar, zip or Java source), or folder of plugins; repeatable.")
    private List<Path> plugins = new ArrayList<>();

    @Option(
            names = "--unpack-limit",
            paramLabel = "SIZE",
            description =
                    "Largest unpacked size of one plugin or gzipped data file, such as 500M or 8G (default: 1G for"
                            + " a plugin, 4G for a data file, and at most 100 times the packed size).")
    private String unpackLimit;

    @Option(
            names = "--data-memory",
            paramLabel = "SIZE",
            description = "Memory that the inputs of one data set may take, such as 500M or 4G (default: half of"
                    + " Java's). Larger ones stay on disk, and give the same numbers.")
    private String dataMemory;

    /** Loads the distribution's plugins and those of {@code --plugins}. */
    public Plugins load() {
        return load(List.of());
    }

    /** Loads the distribution's plugins, those of {@code --plugins}, and more. */
    public Plugins load(List<Path> more) {
        limitDataMemory();
        List<Path> all = new ArrayList<>(plugins);
        all.addAll(more);
        try {
            return PluginRoots.load(home().orElse(null), all, limit());
        } catch (PluginException e) {
            throw UserError.because(
                    e.problems().stream().map(SpiSuggestions::text).toList());
        }
    }

    /** Data sets, which are plugins, read the limit from a system property. */
    private void limitDataMemory() {
        if (dataMemory == null) {
            return;
        }
        if (DataMemory.parse(dataMemory).isEmpty()) {
            throw UserError.because("--data-memory " + dataMemory + ": expected a size, such as 500M or 4G");
        }
        System.setProperty(DataMemory.PROPERTY, dataMemory);
    }

    /** Returns the limit for plugins. That for data files goes to {@link DataFiles}, which data sets call. */
    private PluginSizeLimit limit() {
        if (unpackLimit == null) {
            return PluginSizeLimit.DEFAULT;
        }
        PluginSizeLimit limit = PluginSizeLimit.parse(unpackLimit)
                .orElseThrow(() ->
                        UserError.because("--unpack-limit " + unpackLimit + ": expected a size, such as 500M or 8G"));
        System.setProperty(DataFiles.UNPACK_LIMIT, Long.toString(limit.bytes()));
        return limit;
    }

    /** Returns the arguments that make another command load the same plugins. */
    public List<String> toArguments() {
        return Stream.concat(
                        plugins.stream().flatMap(p -> Stream.of("--plugins", p.toString())),
                        Stream.ofNullable(unpackLimit).flatMap(l -> Stream.of("--unpack-limit", l)))
                .toList();
    }

    /** Returns the folder of the distribution, if the program runs from one. */
    public static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("engram.home")).map(Path::of);
    }
}
