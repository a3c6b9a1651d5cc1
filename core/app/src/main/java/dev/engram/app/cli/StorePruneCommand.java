package dev.engram.app.cli;

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
            "Forgets runs, and gives the room back.",
            "Checkpoints that no process under way needs are always forgotten: do not prune what you want to go on"
                    + " with."
        },
        mixinStandardHelpOptions = true)
final class StorePruneCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--failed", description = "Forget the runs that failed.")
    private boolean failed;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            description = "Forget the runs of this suite that belong to no other suite.")
    private String suite;

    @Option(names = "--dry-run", description = "Only say what would be forgotten.")
    private boolean dry;

    @Mixin
    private StoreOptions store;

    StorePruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Store runs = store.openExisting()) {
            Set<String> ids = selected(runs);
            if (!dry) {
                runs.delete(ids);
            }
            String checkpoints = dry ? "" : ", and " + Plural.of(runs.collectGarbage(), "checkpoint");
            console.out().println((dry ? "would forget " : "forgot ") + Plural.of(ids.size(), "run") + checkpoints);
            return ExitCode.OK;
        } catch (StoreException e) {
            throw UserError.because(e.getMessage());
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
