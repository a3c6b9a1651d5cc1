package dev.engram.app.cli.work;

import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of commands about a suite whose runs are made by workers. */
final class SubmittedSuite {
    @Parameters(paramLabel = "FILE", description = "Suite file (YAML).")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override a value of the suite, as in 'engram run'; repeatable.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    Path file() {
        return file;
    }

    List<String> sets() {
        return sets;
    }

    PluginOptions plugins() {
        return plugins;
    }

    StoreOptions store() {
        return store;
    }

    /** Returns the error that nothing is known of the suite. */
    UserError neverSubmitted() {
        return UserError.because(file + " was never submitted to " + store.displayName() + "; 'engram run " + file
                + " --on NAME' does that (if it was given --set, give the same --set here)");
    }
}
