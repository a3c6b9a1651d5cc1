package dev.engram.app.claim;

import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.execution.RunTask;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PlanChecker;
import dev.engram.app.run.Planner;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.claim.Claim;
import dev.engram.engine.claim.ClaimRun;
import dev.engram.engine.claim.ClaimRuns;
import dev.engram.engine.claim.Statistic;
import dev.engram.engine.imported.NotRunHere;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tries claims: plans their suites, makes the missing runs, and judges the results. */
public final class Reproduction {
    private final Planner planner;
    private final PlanChecker checker;
    private final ExecutionFactory executions;

    @Inject
    public Reproduction(Planner planner, PlanChecker checker, ExecutionFactory executions) {
        this.planner = planner;
        this.checker = checker;
        this.executions = executions;
    }

    /**
     * Reads the suites and tables of claims. A claim without its data, or with a missing part, is not run.
     *
     * @param overrides where the data of suites that need data are, as {@code data.NAME.directory=DIR}
     * @param before problems of claims that could not be read
     * @throws InvalidPlanException with these and all problems of all suites and tables, with all cells that they do
     *     not have, or with the overrides that no suite takes
     */
    public List<PreparedClaim> prepare(List<Claim> claims, List<String> overrides, List<Problem> before)
            throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>(before);
        DataPlaces places = new DataPlaces(overrides);
        List<PreparedClaim> prepared = new ArrayList<>();
        for (Claim c : claims) {
            List<String> changes = c.suite().isEmpty() || c.setting().data().isEmpty()
                    ? List.of()
                    : places.of(c.suite().get());
            if (!c.setting().parts().isEmpty()) {
                prepared.add(PreparedClaim.notRun(
                        c, "missing: " + String.join(", ", c.setting().parts())));
            } else {
                prepare(c, c.evidence().orElseThrow(), changes, problems).ifPresent(prepared::add);
            }
        }
        places.check();
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return prepared;
    }

    private Optional<PreparedClaim> prepare(
            Claim c, Claim.Evidence evidence, List<String> changes, List<Problem> problems) {
        Path file = evidence.file();
        if (!Files.exists(file)) {
            problems.add(new Problem(evidence.location(), evidence.kind().key(), file + " does not exist"));
            return Optional.empty();
        }
        if (evidence.kind() == Claim.EvidenceKind.TABLE) {
            Problems ofTable = new Problems();
            Optional<ClaimRuns> rows = PublishedTable.read(c, evidence, ofTable);
            problems.addAll(ofTable.list());
            return rows.map(r -> PreparedClaim.published(c, r));
        }
        try {
            Suite suite = planner.read(file, changes);
            checkCells(c, evidence.location(), suite, problems); // also without the data
            return Optional.of(PreparedClaim.planned(c, planner.plan(suite)));
        } catch (InvalidPlanException e) {
            return notPlanned(c, e, problems);
        }
    }

    /** Data that are not there are a reason not to run a claim that says so; everything else is a problem. */
    private static Optional<PreparedClaim> notPlanned(Claim c, InvalidPlanException e, List<Problem> problems) {
        boolean data = !c.setting().data().isEmpty()
                && e.problems().stream()
                        .allMatch(p -> p.path().equals("data") || p.path().startsWith("data."));
        if (data) {
            return Optional.of(PreparedClaim.notRun(
                    c,
                    "data missing: " + String.join(", ", c.setting().data()) + " ("
                            + e.problems().get(0).message() + ")"));
        }
        problems.addAll(e.problems());
        return Optional.empty();
    }

    private static void checkCells(Claim c, Location named, Suite suite, List<Problem> problems) {
        if (suite.tuning().isPresent()) {
            problems.add(new Problem(
                    named, "suite", suite.file() + " tunes hyperparameters; a claim fixes them beforehand"));
        }
        List<String> cells = suite.cells().stream().map(Suite.Cell::name).toList();
        c.checks().stream()
                .flatMap(check -> check.statistics().stream())
                .filter(s -> !cells.contains(s.cell()) && !NotRunHere.isMarked(s.cell()))
                .map(s -> unknownCell(s, suite, cells))
                .distinct()
                .forEach(problems::add);
    }

    private static Problem unknownCell(Statistic s, Suite suite, List<String> cells) {
        return new Problem(
                s.cellLocation(),
                "cell",
                suite.file() + " has no cell '" + s.cell() + "'" + NameSuggestions.hint(s.cell(), cells));
    }

    /**
     * Builds one run of each cell that has runs to make.
     *
     * @param done the runs that are already stored
     * @return the number of steps of these runs
     * @throws InvalidPlanException with all problems
     */
    public long check(List<PreparedClaim> claims, Set<String> done) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        long steps = 0;
        for (Plan plan : plans(claims)) {
            List<Plan.Item> due = pending(plan, done);
            try {
                Map<String, RunSize> sizes = checker.check(plan, due).sizes();
                steps += due.stream()
                        .mapToLong(i -> sizes.get(i.cell().name()).steps())
                        .sum();
            } catch (InvalidPlanException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return steps;
    }

    /** Returns the runs of claims, each once. */
    public static List<String> ids(List<PreparedClaim> claims) {
        return plans(claims).stream().flatMap(p -> p.ids().stream()).distinct().toList();
    }

    /** Returns the runs that are not stored yet, of each claim. */
    public static Map<String, Set<String>> missing(List<PreparedClaim> claims, Store store) {
        Set<String> done = store.done(ids(claims));
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (PreparedClaim c : claims) {
            Set<String> ids = new HashSet<>();
            c.plan().ifPresent(p -> ids.addAll(p.ids()));
            ids.removeAll(done);
            missing.put(c.claim().id(), ids);
        }
        return missing;
    }

    private static Collection<Plan> plans(List<PreparedClaim> claims) {
        Map<Object, Plan> bySuite = new LinkedHashMap<>();
        claims.forEach(
                c -> c.plan().ifPresent(p -> bySuite.putIfAbsent(p.suite().file(), p)));
        return bySuite.values();
    }

    private static List<Plan.Item> pending(Plan plan, Set<String> done) {
        return plan.items().stream().filter(i -> !done.contains(i.id())).toList();
    }

    /**
     * Makes the missing runs.
     *
     * @param listener receives the progress
     */
    public void run(
            List<PreparedClaim> claims,
            List<String> overrides,
            Store store,
            Execution.Settings settings,
            ExecutionListener listener) {
        Set<String> done = store.done(ids(claims));
        Set<String> planned = new HashSet<>();
        List<RunTask> tasks = new ArrayList<>();
        Map<Plan, RunLabels> labels = new LinkedHashMap<>();
        DataPlaces places = new DataPlaces(overrides);
        for (Plan plan : plans(claims)) {
            RunLabels ofPlan = RunLabels.begin(plan, places.of(plan.suite().file()), store);
            labels.put(plan, ofPlan);
            List<Plan.Item> due = pending(plan, done).stream()
                    .filter(i -> planned.add(i.id()))
                    .toList();
            tasks.addAll(ofPlan.tasks(due, false));
        }
        if (!tasks.isEmpty()) {
            executions.create(store, settings).run(tasks, listener);
        }
        Set<String> made = store.done(ids(claims));
        labels.forEach((plan, l) -> l.addMissing(plan, made, store));
    }

    /** Judges claims by the stored runs. */
    public List<ClaimResult> judge(List<PreparedClaim> claims, Store store) {
        return claims.stream().map(c -> judge(c, store)).toList();
    }

    private static ClaimResult judge(PreparedClaim c, Store store) {
        if (c.published().isPresent()) {
            return judge(c.claim(), c.published().get());
        }
        if (c.plan().isEmpty()) {
            return ClaimResult.notRun(c.claim(), c.notRun());
        }
        Map<String, Run> stored = new HashMap<>();
        store.find(c.plan().get().ids()).forEach(r -> stored.put(r.id(), r));
        Map<String, List<ClaimRun>> byCell = new LinkedHashMap<>();
        int missing = 0;
        for (Plan.Item i : c.plan().get().items()) {
            Run run = stored.get(i.id());
            List<ClaimRun> ofCell = byCell.computeIfAbsent(i.cell().name(), k -> new ArrayList<>());
            if (run == null || run.outcome() == Outcome.FAILED) {
                missing++;
            } else {
                ofCell.add(new ClaimRun(i.seed(), run.result()));
            }
        }
        if (missing > 0) {
            String failed = missing + " of " + c.plan().get().items().size() + " runs failed or are missing";
            return new ClaimResult(
                    c.claim(),
                    c.claim().checks().stream()
                            .map(check -> check.notRun(failed))
                            .toList(),
                    "");
        }
        Set<String> imported = new HashSet<>();
        for (Run r : NotRunHere.runs(store, c.plan().get().suite().name())) {
            imported.add(r.cell());
            byCell.computeIfAbsent(r.cell(), k -> new ArrayList<>()).add(new ClaimRun(r.seed(), r.result()));
        }
        return judge(c.claim(), new ClaimRuns(byCell, imported));
    }

    private static ClaimResult judge(Claim claim, ClaimRuns runs) {
        return new ClaimResult(
                claim, claim.checks().stream().map(check -> check.judge(runs)).toList(), "");
    }
}
