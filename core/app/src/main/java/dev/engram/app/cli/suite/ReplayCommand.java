package dev.engram.app.cli.suite;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.RunId;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.run.Replay;
import dev.engram.app.wiring.Services;
import dev.engram.engine.imported.NotRunHere;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.yaml.InvalidInputException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description =
                "Repeat a stored run and compare its parameters and measurements bit by bit. The store is not changed.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "RUN",
            description = "Id of the run, or its first characters; 'engram store list SUITE' lists ids.")
    private String id;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    public ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Run stored;
        try (Store runs = store.openExistingToRead()) {
            stored = find(runs);
        } catch (StoreException e) {
            throw UserError.because(e);
        }
        try (Plugins loaded = plugins.load()) {
            return replay(Services.replayer(loaded).replay(stored), stored);
        } catch (InvalidInputException e) {
            throw UserError.of(e.problems());
        }
    }

    private Run find(Store runs) {
        Run found = RunId.find(id, runs, store);
        if (NotRunHere.isImported(found)) {
            throw UserError.because("run " + found.id() + " was not run here, but imported from "
                    + NotRunHere.source(found) + "; nothing is known of its settings, so it cannot be repeated");
        }
        return found;
    }

    private int replay(Replay replay, Run stored) {
        console.out()
                .println("run " + stored.id() + ": " + stored.suite() + ", " + stored.cell() + " #" + stored.seed());
        String now = replay.currentId();
        Run replayed = replay.run();
        List<String> differences = replay.differences(replayed);
        console.out().println("stored:   " + text(stored));
        console.out().println("replayed: " + text(replayed));
        if (differences.isEmpty()) {
            console.out()
                    .println("identical to the last bit, including "
                            + Plural.of(stored.measurements().size(), "measurement"));
        } else {
            differences.forEach(d -> console.out().println("! " + d));
            if (!now.equals(stored.id())) {
                console.out()
                        .println("The versions of its components or the contents of its data files have changed: the"
                                + " same spec is now run "
                                + now);
            }
            replay.provenanceDifferences().forEach(c -> console.out().println("  made with " + c));
        }
        return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String text(Run run) {
        return run.outcome().word() + (run.reason().isEmpty() ? "" : " (" + run.reason() + ")") + " after "
                + Plural.of((int) run.cost().steps(), "step")
                + (run.hash().isEmpty() ? "" : ", parameters " + run.hash());
    }
}
