package dev.engram.app.cli.options;

import dev.engram.engine.plugins.PluginSizeLimit;
import dev.engram.spi.io.DataFiles;
import dev.engram.spi.io.DataMemory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Limits of what plugins and data sets may unpack, and of the memory that data sets take. */
public final class SizeLimitOptions {
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
                    + " Java's memory). Larger images, IDX, CIFAR and NumPy files stay on disk, and give the same"
                    + " results. Tables, such as CSV files, are always read into memory.")
    private String dataMemory;

    /** Applies the limits to data sets, which read them from system properties, and returns the one for plugins. */
    public PluginSizeLimit apply() {
        limitDataMemory();
        return limit();
    }

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

    /** Returns the arguments that give another command the same limits. */
    public List<String> toArguments() {
        List<String> arguments = new ArrayList<>();
        if (unpackLimit != null) {
            arguments.addAll(List.of("--unpack-limit", unpackLimit));
        }
        if (dataMemory != null) {
            arguments.addAll(List.of("--data-memory", dataMemory));
        }
        return arguments;
    }
}
