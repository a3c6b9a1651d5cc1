package dev.engram.app.cli;

import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "List the suites of a store, or the runs of one suite.",
        mixinStandardHelpOptions = true)
final class StoreListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "SUITE",
            arity = "0..1",
            description = "Suite whose runs are listed (default: list the suites).")
    private String suite;

    @Mixin
    private StoreOptions store;

    StoreListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Store runs = store.openExisting()) {
            if (suite == null) {
                suites(runs);
            } else {
                suite(runs);
            }
            return ExitCode.OK;
        } catch (StoreException e) {
            throw UserError.because(e.getMessage());
        }
    }

    private void suites(Store runs) {
        for (String name : runs.suites()) {
            List<String> ids =
                    runs.labels(name).stream().map(RunLabel::id).distinct().toList();
            List<Run> all = runs.find(ids);
            List<String> counts = new ArrayList<>();
            for (Outcome o : Outcome.values()) {
                long n = all.stream().filter(r -> r.outcome() == o).count();
                if (n > 0) {
                    counts.add(n + " " + o.word());
                }
            }
            console.out().println(name + ": " + Plural.of(all.size(), "run") + " (" + String.join(", ", counts) + ")");
        }
        console.out()
                .println(Plural.of(runs.ids("").size(), "run") + " in total, "
                        + runs.claimed().size() + " in progress");
    }

    private void suite(Store runs) {
        List<RunLabel> labels = runs.labels(suite);
        if (labels.isEmpty()) {
            throw UserError.because(
                    store.displayName() + " has no suite '" + suite + "'; it has: " + String.join(", ", runs.suites()));
        }
        Map<String, Run> byId = new HashMap<>();
        runs.find(labels.stream().map(RunLabel::id).toList()).forEach(r -> byId.put(r.id(), r));
        labels.stream()
                .filter(l -> byId.containsKey(l.id()))
                .sorted(Comparator.comparing(RunLabel::cell)
                        .thenComparing(l -> byId.get(l.id()).seed()))
                .forEach(l -> {
                    Run r = byId.get(l.id());
                    console.out()
                            .println(l.id() + "  " + l.cell() + " #" + r.seed() + ": "
                                    + r.outcome().word() + (r.reason().isEmpty() ? "" : " (" + r.reason() + ")")
                                    + (r.hash().isEmpty() ? "" : ", parameters " + r.hash()));
                });
    }
}
