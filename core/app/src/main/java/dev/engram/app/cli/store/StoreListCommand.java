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
import dev.engram.engine.store.StoredPlan;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.text.ShellWord;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            description = "Suite whose runs are listed, by its name or its file (default: list the suites).")
    private String suite;

    @Mixin
    private StoreOptions store;

    StoreListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Store runs = store.openExistingToRead()) {
            if (suite == null) {
                suites(runs);
            } else {
                suite(runs.suites().contains(suite) ? suite : nameInFile(), runs);
            }
            return ExitCode.OK;
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    private void suites(Store runs) {
        for (String name : runs.suites()) {
            List<StoredPlan> plans = runs.plans(name);
            List<Run> latest = runs.find(ids(plans.get(0)));
            Set<String> earlier = new HashSet<>();
            plans.stream().skip(1).forEach(p -> earlier.addAll(ids(p)));
            earlier.removeAll(ids(plans.get(0)));
            List<String> counts = new ArrayList<>();
            for (Outcome o : Outcome.values()) {
                long n = latest.stream().filter(r -> r.outcome() == o).count();
                if (n > 0) {
                    counts.add(n + " " + o.word());
                }
            }
            console.out()
                    .println(name + ": " + Plural.of(latest.size(), "run")
                            + (counts.isEmpty() ? "" : " (" + String.join(", ", counts) + ")")
                            + (earlier.isEmpty()
                                    ? ""
                                    : "; " + Plural.of(earlier.size(), "run")
                                            + " of other plans, see 'engram store list " + ShellWord.quote(name)
                                            + store.shown() + "'"));
        }
        console.out()
                .println(Plural.of(runs.ids("").size(), "run") + " in total, "
                        + runs.claimed().size() + " in progress");
    }

    private static Set<String> ids(StoredPlan plan) {
        return plan.labels().stream().map(RunLabel::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the name of the suite if the argument is its file, else the argument. */
    private String nameInFile() {
        Optional<Path> file = file();
        if (file.isEmpty()) {
            return suite;
        }
        Problems problems = new Problems();
        Optional<Node.Mapping> tree = SuiteReader.tree(file.get(), problems);
        if (tree.isEmpty()) {
            throw UserError.of(problems.list());
        }
        return SuiteReader.name(tree.get(), file.get());
    }

    private Optional<Path> file() {
        try {
            return Optional.of(Path.of(suite)).filter(f -> suite.matches(".+\\.ya?ml") && Files.isRegularFile(f));
        } catch (InvalidPathException e) {
            return Optional.empty(); // names of suites may contain characters that names of files may not
        }
    }

    private void suite(String name, Store runs) {
        List<StoredPlan> plans = runs.plans(name);
        if (plans.isEmpty()) {
            throw UserError.because(
                    store.displayName() + " has no suite '" + name + "'; it has: " + String.join(", ", runs.suites()));
        }
        for (StoredPlan plan : plans) {
            if (plans.size() > 1) {
                console.out().println(title(plan, plan == plans.get(0)));
            }
            list(plan, runs);
        }
    }

    private static String title(StoredPlan plan, boolean latest) {
        if (plan.number() == 0) {
            return "earlier runs, whose plan was not recorded:";
        }
        return "plan " + plan.number() + (latest ? ", the latest" : "")
                + (plan.distinction().isEmpty() ? "" : ", " + plan.distinction()) + ":";
    }

    private void list(StoredPlan plan, Store runs) {
        Map<String, Run> byId = new HashMap<>();
        runs.find(ids(plan)).forEach(r -> byId.put(r.id(), r));
        plan.labels().stream()
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
