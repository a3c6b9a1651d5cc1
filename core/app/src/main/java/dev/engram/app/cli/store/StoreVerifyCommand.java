package dev.engram.app.cli.store;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.run.Replay;
import dev.engram.app.run.Replayer;
import dev.engram.app.wiring.Services;
import dev.engram.engine.imported.NotRunHere;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description =
                "Check that a store is intact, that every run matches its checksum, and that the ids of a sample of"
                        + " runs match their specs.",
        mixinStandardHelpOptions = true)
final class StoreVerifyCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "100",
            description = "Number of runs whose spec is checked, spread over the store (default: ${DEFAULT-VALUE}).")
    private int sample;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    StoreVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (sample < 0) {
            throw UserError.because("--sample " + sample + ": must be at least 0");
        }
        try (Plugins loaded = plugins.load();
                Store runs = store.openExistingToRead()) {
            Store.Check check = runs.check();
            List<String> faults = new ArrayList<>(check.faults());
            List<Run> all = check.runs();
            List<String> notes = new ArrayList<>();
            if (check.withoutChecksum() > 0) {
                notes.add(Plural.of(check.withoutChecksum(), "run")
                        + " of an earlier version without a checksum; 'engram store upgrade' adds them");
            }
            List<Run> made = all.stream().filter(r -> !NotRunHere.isImported(r)).toList();
            if (made.size() < all.size()) {
                notes.add(Plural.of(all.size() - made.size(), "run") + " that were not run here, without specs");
            }
            int checked = checkSpecs(Services.replayer(loaded), made, faults, notes);
            faults.forEach(f -> console.out().println("! " + f));
            notes.forEach(n -> console.out().println("  " + n));
            console.out()
                    .println(Plural.of(all.size(), "run") + " read, " + Plural.of(checked, "spec") + " checked: "
                            + (faults.isEmpty()
                                    ? "the store is intact"
                                    : Plural.of(faults.size(), "fault")
                                            + "; restore the store from a backup, or delete damaged runs with"
                                            + " 'engram store prune --damaged' and run the suite again"));
            return faults.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        } catch (StoreException e) {
            console.err().println("engram: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    /** Checks a sample of runs; returns its size. */
    private int checkSpecs(Replayer replayer, List<Run> all, List<String> faults, List<String> notes) {
        int n = Math.min(sample, all.size());
        for (int i = 0; i < n; i++) {
            Run run = all.get((int) ((long) i * all.size() / n));
            try {
                Replay replay = replayer.replay(run);
                if (!replay.currentId().equals(run.id())) {
                    // A run does not need every plugin that was loaded: a difference only hints at the cause.
                    boolean changed = replay.provenanceDifferences().stream()
                            .anyMatch(c -> c.startsWith("plugin ") || c.startsWith("engram"));
                    (changed ? notes : faults)
                            .add("run " + run.id() + ": its spec now gives the id " + replay.currentId()
                                    + (changed
                                            ? "; it was made with other versions"
                                            : "; its spec or its data files were changed"));
                }
            } catch (InvalidInputException e) {
                notes.add("run " + run.id() + ": its spec cannot be read with these plugins ("
                        + e.problems().get(0) + ")");
            } catch (IncompatibleException e) {
                notes.add("run " + run.id() + ": its data are missing (" + e.getMessage() + ")");
            }
        }
        return n;
    }
}
