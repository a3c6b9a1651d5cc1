package dev.engram.engine.compare;

import dev.engram.engine.compare.cell.CellName;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.tune.BoundaryOptimum;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import dev.engram.engine.tune.SuccessiveHalving;
import dev.engram.engine.tune.TrialScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tuning of a cell: a pure function of the runs of its trials.
 *
 * @param metric by which trials are scored; empty while none has a value
 * @param chosen index of a trial; empty while runs are missing
 * @param boundaryOptima by path, the chosen values at an end of the range tried
 */
public record TunedCell(
        Setting setting,
        Optional<MetricInfo> metric,
        List<TrialSummary> trials,
        OptionalInt chosen,
        Map<String, BoundaryOptimum> boundaryOptima) {
    private static final String STEPS_TO = "steps to ";

    /** The metric by which trials are scored if they have a target: the steps to it. */
    public static MetricInfo metric(MetricTarget metricTarget) {
        return new MetricInfo(STEPS_TO + metricTarget.text(), -1);
    }

    /**
     * What is tuned.
     *
     * @param seeds number of seeds of each trial
     */
    public record Setting(CellName cell, Space space, List<Rung> rungs, int seeds, Scoring scoring) {}

    /**
     * The hyperparameters that are tuned, and their ranges.
     *
     * @param paths of the hyperparameters; empty if there is nothing to tune
     * @param ranges by index of the path
     * @param combinations of a grid; 0 if the search is not a grid
     */
    public record Space(List<String> paths, List<Range> ranges, int combinations) {
        private static final Space EMPTY = new Space(List.of(), List.of(), 0);
    }

    /**
     * How trials are scored.
     *
     * @param useBestParameters true if the best parameters of a run are scored instead of the last
     * @param target trials are scored by the steps that they take to it; empty: by the metric
     */
    public record Scoring(boolean useBestParameters, Optional<MetricTarget> target) {}

    /** A cell without anything to tune. */
    public static TunedCell untuned(CellName cell) {
        Setting nothing = new Setting(cell, Space.EMPTY, List.of(), 0, new Scoring(false, Optional.empty()));
        return new TunedCell(nothing, Optional.empty(), List.of(), OptionalInt.empty(), Map.of());
    }

    public String name() {
        return setting.cell().name();
    }

    public String variant() {
        return setting.cell().variant();
    }

    public Optional<String> problem() {
        return setting.cell().problem();
    }

    /** The paths of the hyperparameters; empty if there is nothing to tune. */
    public List<String> paths() {
        return setting.space().paths();
    }

    public List<Rung> rungs() {
        return setting.rungs();
    }

    /** The successive halving of the trials, as far as their runs are done. */
    public static SuccessiveHalving successiveHalving(Setting s, List<TrialRuns> trials, Optional<MetricInfo> metric) {
        return SuccessiveHalving.of(
                s.rungs(),
                new SuccessiveHalving.Scores() {
                    @Override
                    public double[] of(int trial, int rung) {
                        return scores(s, trials.get(trial).rungs().get(rung), metric);
                    }

                    @Override
                    public double tieBreaker(int trial, int rung) {
                        return s.scoring()
                                .target()
                                .map(g -> nearness(g, trials.get(trial).rungs().get(rung)))
                                .orElse(0.0);
                    }

                    /**
                     * How near to the target the runs end; NaN if one has no result. Few runs reach the target in the
                     * first rungs.
                     */
                    private double nearness(MetricTarget metricTarget, List<Run> runs) {
                        return metricTarget.direction()
                                * runs.stream()
                                        .mapToDouble(r -> TrialScore.of(r, metricTarget.metric(), false))
                                        .reduce(0, Double::sum);
                    }
                },
                metric.map(MetricInfo::direction).orElse(1));
    }

    public static TunedCell of(Setting s, List<TrialRuns> trials, Optional<MetricInfo> metric) {
        SuccessiveHalving successiveHalving = successiveHalving(s, trials, metric);
        List<TrialSummary> all = new ArrayList<>();
        for (int t = 0; t < trials.size(); t++) {
            int index = t;
            int last = IntStream.range(0, successiveHalving.entered().size())
                    .filter(r -> successiveHalving.entered().get(r).contains(index))
                    .max()
                    .orElse(0);
            all.add(TrialSummary.of(
                    t, trials.get(t), last, scores(s, trials.get(t).rungs().get(last), metric)));
        }
        return new TunedCell(
                s,
                metric,
                List.copyOf(all),
                successiveHalving.chosen(),
                boundaryOptima(s.space(), trials, all, successiveHalving));
    }

    private static double[] scores(Setting s, List<Run> runs, Optional<MetricInfo> metric) {
        return runs.size() < s.seeds()
                ? null
                : runs.stream()
                        .mapToDouble(r -> s.scoring().target().isPresent()
                                ? steps(r, s.scoring().target().get())
                                : metric.map(m -> TrialScore.of(
                                                r, m.name(), s.scoring().useBestParameters()))
                                        .orElse(Double.NaN))
                        .toArray();
    }

    private static double steps(Run run, MetricTarget metricTarget) {
        return run.outcome().hasResults() ? TargetHit.of(run, metricTarget).steps() : Double.NaN;
    }

    private static Map<String, BoundaryOptimum> boundaryOptima(
            Space space, List<TrialRuns> trials, List<TrialSummary> all, SuccessiveHalving successiveHalving) {
        Map<String, BoundaryOptimum> found = new LinkedHashMap<>();
        if (successiveHalving.chosen().isEmpty()
                || Double.isNaN(all.get(successiveHalving.chosen().getAsInt()).score())) {
            return found;
        }
        TrialSummary best = all.get(successiveHalving.chosen().getAsInt());
        List<Integer> equal = successiveHalving.ranked().stream()
                .filter(t -> all.get(t).misses() == best.misses() && all.get(t).score() == best.score())
                .toList();
        for (int d = 0; d < space.paths().size(); d++) {
            int at = d;
            BoundaryOptimum.of(
                            space.ranges().get(d),
                            trials.stream().map(t -> t.positions().get(at)).toList(),
                            equal.stream()
                                    .map(t -> trials.get(t).positions().get(at))
                                    .toList())
                    .ifPresent(b -> found.put(space.paths().get(at), b));
        }
        return found;
    }

    public boolean tuned() {
        return !paths().isEmpty();
    }

    /** Returns true if trials are scored by their steps to a target. */
    public boolean tunedByTarget() {
        return metric.filter(m -> m.name().startsWith(STEPS_TO)).isPresent();
    }

    public Optional<TrialSummary> best() {
        return chosen.isPresent() ? Optional.of(trials.get(chosen.getAsInt())) : Optional.empty();
    }

    /** The runs of all trials, each once: two trials may have the same configuration. */
    public List<Run> runs() {
        Map<String, Run> runs = new LinkedHashMap<>();
        trials.forEach(t -> t.runs().forEach(r -> runs.putIfAbsent(r.id(), r)));
        return List.copyOf(runs.values());
    }

    /** The number of runs of a complete search, the same for all cells. */
    public int plannedRuns() {
        return setting.seeds() * rungs().stream().mapToInt(Rung::trials).sum();
    }

    /** The number of the {@link #plannedRuns} that are done. */
    public int completedRuns() {
        return trials.stream().mapToInt(t -> t.runs().size()).sum();
    }

    /** The number of trials with a run that diverged or exploded. */
    public int divergedTrials() {
        return (int) trials.stream()
                .filter(t -> t.hasRun(Outcome.DIVERGED) || t.hasRun(Outcome.EXPLODED))
                .count();
    }

    /** The number of trials with a run of this outcome. */
    public int trials(Outcome outcome) {
        return (int) trials.stream().filter(t -> t.hasRun(outcome)).count();
    }

    public long steps() {
        return runs().stream().mapToLong(r -> r.cost().steps()).sum();
    }

    public double seconds() {
        return runs().stream().mapToDouble(r -> r.cost().seconds()).sum();
    }

    public double multiplyAdds() {
        return runs().stream().mapToDouble(r -> r.cost().multiplyAdds()).sum();
    }

    /** The number of different configurations among the trials, which a small space limits. */
    public int distinctConfigurations() {
        return (int) trials.stream().map(TrialSummary::values).distinct().count();
    }

    /** The score of each trial, NaN if any seed missed; empty unless every trial was trained in full. */
    public double[] scores() {
        return rungs().size() != 1 || chosen.isEmpty()
                ? new double[0]
                : trials.stream()
                        .mapToDouble(t -> t.misses() > 0 ? Double.NaN : t.score())
                        .toArray();
    }

    /**
     * The score of each trial in the first rung, in which all trials are trained alike; NaN if any seed missed; empty
     * while trials are missing.
     */
    public double[] firstRungScores() {
        return chosen.isEmpty()
                ? new double[0]
                : trials.stream()
                        .map(t -> scores(setting, t.rungs().get(0), metric))
                        .mapToDouble(
                                s -> SuccessiveHalving.failures(s) > 0 ? Double.NaN : SuccessiveHalving.meanScore(s))
                        .toArray();
    }

    /** The hyperparameters of a trial: {@code rate=0.3, momentum=0.9}, with whole paths if two have the same name. */
    public String describe(TrialSummary trial) {
        List<String> last =
                paths().stream().map(p -> p.substring(p.lastIndexOf('.') + 1)).toList();
        return IntStream.range(0, paths().size())
                .mapToObj(i -> (last.stream().filter(last.get(i)::equals).count() > 1 ? paths().get(i) : last.get(i))
                        + "=" + trial.values().get(i))
                .collect(Collectors.joining(", "));
    }
}
