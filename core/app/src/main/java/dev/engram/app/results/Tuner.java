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
import dev.engram.engine.tune.TrialScore;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
    record PlannedTrial(Tuning.Trial trial, List<List<Plan.Item>> rungs) {}

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
        Map<String, Run> runs = stored(planned.values(), store);
        TuningChoices cells = new TuningChoices();
        planned.forEach((cell, trials) -> {
            if (trials.isEmpty()) {
                cells.addUntuned(cell, cellName(cell));
            } else {
                TunedCell.Setting setting = setting(suite, cell, tuning);
                List<TrialRuns> trialRuns =
                        trials.stream().map(t -> runs(t, runs)).toList();
                Optional<MetricInfo> metric =
                        setting.scoring().target().map(TunedCell::metric).or(() -> metric(suite, tuning, trialRuns));
                cells.add(cell, trials, setting, trialRuns, metric);
            }
        });
        return new TuningState(
                cells.trials(suite),
                cells.trialsByCell(),
                new Plan(
                        cells.withChosen(suite),
                        planner.items(cells.decided(), suite.seeds(), new ArrayList<>()),
                        plan.excluded()),
                new TuningSummary(
                        tuning.trials(),
                        tuning.seeds(),
                        tuning.search().name().toLowerCase(Locale.ROOT),
                        cells.summaries()),
                cells.rung(),
                tuning.rungs());
    }

    /** Returns the stored runs of all trials, by identity. */
    private static Map<String, Run> stored(Collection<List<PlannedTrial>> planned, RunRepository store) {
        List<String> ids = planned.stream()
                .flatMap(List::stream)
                .flatMap(p -> p.rungs().stream())
                .flatMap(List::stream)
                .map(Plan.Item::id)
                .distinct()
                .toList();
        Map<String, Run> runs = new HashMap<>();
        store.find(ids).forEach(r -> runs.put(r.id(), r));
        return runs;
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
}
