package dev.engram.app.results;

import dev.engram.app.run.Plan;
import dev.engram.app.run.Planner;
import dev.engram.engine.compare.TrialRuns;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.TuningSummary;
import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.tune.Rung;
import dev.engram.engine.tune.SuccessiveHalving;
import dev.engram.engine.tune.TrialScore;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides from the stored trials of a suite which trials are due, and which configuration is chosen for each cell. */
public final class Tuner {
    private final Planner planner;
    private final MetricDirections metricDirections;

    @Inject
    public Tuner(Planner planner, MetricDirections metricDirections) {
        this.planner = planner;
        this.metricDirections = metricDirections;
    }

    /** The runs of a trial, by rung and seed. */
    private record PlannedTrial(Tuning.Trial trial, List<List<Plan.Item>> rungs) {}

    /**
     * Returns the state of a tuning, which depends only on the plan and the stored runs.
     *
     * @param plan the plan of the suite; excluded cells are not tuned
     * @param store empty if there is none yet
     */
    public TuningState state(Plan plan, Optional<Store> store) {
        return state(plan, store.map(RunRepository::of).orElse(RunRepository.EMPTY));
    }

    TuningState state(Plan plan, RunRepository store) {
        Suite suite = plan.suite();
        Tuning tuning = suite.tuning().orElseThrow();
        Map<Suite.Cell, List<PlannedTrial>> planned = new LinkedHashMap<>();
        plan.cells().forEach(c -> planned.put(c, planTrials(c, tuning)));
        List<String> ids = planned.values().stream()
                .flatMap(List::stream)
                .flatMap(p -> p.rungs().stream())
                .flatMap(List::stream)
                .map(Plan.Item::id)
                .distinct()
                .toList();
        Map<String, Run> runs = new HashMap<>();
        store.find(ids).forEach(r -> runs.put(r.id(), r));

        List<TunedCell> tuned = new ArrayList<>();
        List<Suite.Cell> decided = new ArrayList<>();
        List<Suite.Cell> chosen = new ArrayList<>();
        Map<String, List<Plan.Item>> byCell = new LinkedHashMap<>();
        int rung = 1;
        for (Map.Entry<Suite.Cell, List<PlannedTrial>> e : planned.entrySet()) {
            Suite.Cell cell = e.getKey();
            if (e.getValue().isEmpty()) {
                tuned.add(TunedCell.untuned(cellName(cell)));
                chosen.add(cell);
                decided.add(cell);
                continue;
            }
            List<TrialRuns> trialRuns =
                    e.getValue().stream().map(p -> runs(p, runs)).toList();
            TunedCell.Setting setting = setting(suite, cell, tuning);
            Optional<MetricInfo> metric =
                    setting.scoring().target().map(TunedCell::metric).or(() -> metric(suite, tuning, trialRuns));
            SuccessiveHalving successiveHalving = TunedCell.successiveHalving(setting, trialRuns, metric);
            rung = Math.max(rung, successiveHalving.entered().size());
            byCell.put(cell.name(), items(e.getValue(), successiveHalving));
            TunedCell result = TunedCell.of(setting, trialRuns, metric);
            tuned.add(result);
            Suite.Cell now = result.chosen().isEmpty()
                    ? cell
                    : cell.with(
                            cell.name(),
                            e.getValue().get(result.chosen().getAsInt()).trial().spec());
            chosen.add(now);
            if (result.chosen().isPresent()) {
                decided.add(now);
            }
        }
        Plan trials = trials(suite, byCell);
        Plan last = new Plan(
                withChosen(suite, chosen), planner.items(decided, suite.seeds(), new ArrayList<>()), plan.excluded());
        return new TuningState(
                trials,
                byCell,
                last,
                new TuningSummary(
                        tuning.trials(), tuning.seeds(), tuning.search().name().toLowerCase(Locale.ROOT), tuned),
                rung,
                tuning.rungs());
    }

    /** Returns the suite with each tuned cell replaced by its chosen configuration; excluded cells stay. */
    private static Suite withChosen(Suite suite, List<Suite.Cell> chosen) {
        Map<String, Suite.Cell> byName = new HashMap<>();
        chosen.forEach(c -> byName.put(c.name(), c));
        return suite.withCells(suite.cells().stream()
                .map(c -> byName.getOrDefault(c.name(), c))
                .toList());
    }

    private List<PlannedTrial> planTrials(Suite.Cell cell, Tuning tuning) {
        List<PlannedTrial> all = new ArrayList<>();
        List<Tuning.Trial> trials = tuning.spaces().get(cell.name()).trials();
        for (int t = 0; t < trials.size(); t++) {
            List<List<Plan.Item>> rungs = new ArrayList<>();
            List<RunSpec> specs = trials.get(t).rungs();
            for (int r = 0; r < specs.size(); r++) {
                String name = TrialCells.name(cell.name(), t + 1, r + 1, specs.size());
                // Unreadable data were found when the cells themselves were planned.
                int number = t + 1;
                rungs.add(planner
                        .items(
                                List.of(cell.with(
                                        name, specs.get(r).withoutWeights().withoutListeners())),
                                tuning.seeds(),
                                new ArrayList<>())
                        .stream()
                        .map(i -> i.ofTrial(number))
                        .toList());
            }
            all.add(new PlannedTrial(trials.get(t), rungs));
        }
        return all;
    }

    private static TrialRuns runs(PlannedTrial p, Map<String, Run> runs) {
        return new TrialRuns(
                p.trial().values(),
                p.trial().positions(),
                p.rungs().stream()
                        .map(items -> items.stream()
                                .map(i -> runs.get(i.id()))
                                .filter(Objects::nonNull)
                                .toList())
                        .toList());
    }

    private TunedCell.Setting setting(Suite suite, Suite.Cell cell, Tuning tuning) {
        Tuning.SearchSpace searchSpace = tuning.spaces().get(cell.name());
        TrainingSettings training = cell.spec().training();
        long length = training.budget().epochs() > 0
                ? training.budget().epochs()
                : training.budget().steps();
        List<Rung> rungs = tuning.rungs() == 1
                ? Rung.single(tuning.trials(), length)
                : Rung.halving(tuning.trials(), length, tuning.factor(), tuning.rungs());
        return new TunedCell.Setting(
                cellName(cell),
                new TunedCell.Space(
                        searchSpace.dimensions().stream()
                                .map(Tuning.Dimension::path)
                                .toList(),
                        searchSpace.dimensions().stream()
                                .map(Tuning.Dimension::range)
                                .toList(),
                        searchSpace.combinations()),
                rungs,
                tuning.seeds().size(),
                new TunedCell.Scoring(
                        training.selection().keep() == TrainingSettings.Keep.BEST,
                        tuning.objective()
                                .filter(Tuning.TARGET::equals)
                                .flatMap(b -> metricDirections.target(suite, cell.spec()))));
    }

    private static CellName cellName(Suite.Cell cell) {
        return new CellName(cell.name(), cell.variant(), cell.problem());
    }

    private Optional<MetricInfo> metric(Suite suite, Tuning tuning, List<TrialRuns> trials) {
        return tuning.objective()
                .or(() -> trials.stream()
                        .flatMap(t -> t.rungs().stream())
                        .flatMap(List::stream)
                        .flatMap(r -> TrialScore.validationMetrics(r).stream())
                        .filter(m -> metricDirections.direction(suite, m) != 0)
                        .findFirst())
                .map(m -> new MetricInfo(m, metricDirections.direction(suite, m)));
    }

    /** Returns the runs of the rungs that have begun. Trials with the same configuration share a run. */
    private static List<Plan.Item> items(List<PlannedTrial> trials, SuccessiveHalving successiveHalving) {
        List<Plan.Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int r = 0; r < successiveHalving.entered().size(); r++) {
            for (int t : successiveHalving.entered().get(r)) {
                trials.get(t).rungs().get(r).stream()
                        .filter(i -> seen.add(i.id()))
                        .forEach(items::add);
            }
        }
        return items;
    }

    /** Orders runs by rung and seed within a cell; cells alternate, so that all make progress. */
    private static Plan trials(Suite suite, Map<String, List<Plan.Item>> byCell) {
        List<Plan.Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int longest = byCell.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<Plan.Item> of : byCell.values()) {
                if (i < of.size() && seen.add(of.get(i).id())) {
                    items.add(of.get(i));
                }
            }
        }
        return new Plan(
                suite.withCells(items.stream().map(Plan.Item::cell).distinct().toList()), items, List.of());
    }
}
