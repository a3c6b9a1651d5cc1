package dev.engram.app.cli.options;

import dev.engram.engine.text.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of commands about a suite that 'engram run' has run or submitted. */
public final class SuiteArguments {
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

    public Path file() {
        return file;
    }

    public List<String> sets() {
        return sets;
    }

    public PluginOptions plugins() {
        return plugins;
    }

    public StoreOptions store() {
        return store;
    }

    /**
     * Returns the error that the suite has not been submitted to workers.
     *
     * @param otherwise whether a suite of this name was submitted with other runs
     */
    public UserError neverSubmitted(boolean otherwise) {
        if (otherwise) {
            return UserError.because(file + " was submitted to " + store.displayName() + " with other runs: the suite,"
                    + " --set, a plugin or a data file was different; give the command what it was submitted with, or"
                    + " submit it again with 'engram run " + ShellWord.quote(file) + store.shown() + " --on NAME'");
        }
        return UserError.because(
                file + " was never submitted to " + store.displayName() + "; 'engram run " + ShellWord.quote(file)
                        + store.shown() + " --on NAME' does that (if it was given --set, give the same --set here)");
    }
}
