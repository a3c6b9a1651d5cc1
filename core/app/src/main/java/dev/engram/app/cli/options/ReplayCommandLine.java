package dev.engram.app.cli.options;

import dev.engram.engine.text.ShellWord;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The replay command that a report shows to its reader. */
public final class ReplayCommandLine {
    private ReplayCommandLine() {}

    /** Returns the command that repeats a run, with RUN in place of its id. */
    public static String command(PluginOptions plugins, StoreOptions store) {
        return Stream.of(
                        Stream.of("engram", "replay", "RUN"),
                        plugins.toArguments().stream(),
                        store.toArguments().stream())
                .flatMap(s -> s)
                .map(ShellWord::quote)
                .collect(Collectors.joining(" "));
    }
}
