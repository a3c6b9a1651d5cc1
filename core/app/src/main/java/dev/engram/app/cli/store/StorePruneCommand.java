package dev.engram.app.cli.store;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = {
            "Delete runs and unneeded checkpoints, and free their space.",
            "A checkpoint is needed only by a run that some process is executing. After pruning, interrupted runs"
                    + " start from the beginning."
        },
        mixinStandardHelpOptions = true)
final class StorePruneCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--failed", description = "Delete the runs that failed.")
    private boolean failed;

    @Option(
            names = "--damaged",
            description = "Delete the runs that do not match their checksums; 'engram run' makes them again.")
    private boolean damaged;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description = "Delete the runs that belong to this suite and to no other.")
    private String suite;

    @Option(names = "--dry-run", description = "Print how many runs would be deleted, and delete nothing.")
    private boolean dry;

    @Mixin
    private StoreOptions store;

    StorePruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Store runs = store.openExisting()) {
            Set<String> ids = new TreeSet<>();
            if (damaged) {
                ids.addAll(dry ? runs.damaged() : runs.deleteDamaged());
            }
            Set<String> others = selected(runs);
            if (!dry) {
                runs.delete(others);
            }
            ids.addAll(others);
            String checkpoints = dry ? "" : " and " + Plural.of(runs.collectGarbage(), "checkpoint");
            console.out().println((dry ? "would delete " : "deleted ") + Plural.of(ids.size(), "run") + checkpoints);
            return ExitCode.OK;
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    private Set<String> selected(Store runs) {
        Set<String> ids = new TreeSet<>();
        if (failed) {
            runs.find(runs.ids("")).stream()
                    .filter(r -> r.outcome() == Outcome.FAILED)
                    .map(Run::id)
                    .forEach(ids::add);
        }
        if (suite != null) {
            if (runs.labels(suite).isEmpty()) {
                throw UserError.because(store.displayName() + " has no suite '" + suite + "'; it has: "
                        + String.join(", ", runs.suites()));
            }
            Set<String> own = new TreeSet<>();
            runs.labels(suite).stream().map(RunLabel::id).forEach(own::add);
            runs.suites().stream()
                    .filter(s -> !s.equals(suite))
                    .forEach(s -> runs.labels(s).forEach(l -> own.remove(l.id())));
            ids.addAll(own);
        }
        ids.removeAll(runs.claimed());
        return ids;
    }
}
