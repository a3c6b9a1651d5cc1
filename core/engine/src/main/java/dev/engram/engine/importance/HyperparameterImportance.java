package dev.engram.engine.importance;

import dev.engram.engine.compare.TrialSummary;
import dev.engram.engine.compare.TunedCell;
import dev.engram.engine.compare.cell.MetricInfo;
import dev.engram.engine.tune.Range;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The importance of the hyperparameters of a tuned cell: the share of the variance over its search space that each
 * explains alone, by functional ANOVA of a random forest over its trials. The forest predicts the rank of a trial in
 * the first rung, in which all trials are trained alike. Ranks make a loss that is a thousand times larger count as
 * one that is worse. A trial with a miss shares the worst rank.
 *
 * @param trials the number of trials
 * @param determination the share of the variance of the ranks that the forest predicts for trials that it has not
 *     seen (R², out of bag): near or below 0, the shares say nothing
 * @param shares by path; each from 0 to 1
 * @param interactions the share that no hyperparameter explains alone
 */
public record HyperparameterImportance(
        int trials, double determination, Map<String, Double> shares, double interactions) {
    /** The method, in words. */
    public static final String METHOD = "functional ANOVA of a random forest over the ranks of trials";

    /** Fewer trials than this tell nothing about two hyperparameters. */
    public static final int LEAST_TRIALS = 10;

    public HyperparameterImportance {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /**
     * Returns the importance; empty for a cell with fewer than two hyperparameters or {@link #LEAST_TRIALS} trials,
     * while trials are missing, and if all trials have the same rank.
     */
    public static Optional<HyperparameterImportance> of(TunedCell cell) {
        double[] scores = cell.firstRungScores();
        if (cell.paths().size() < 2 || scores.length < LEAST_TRIALS) {
            return Optional.empty();
        }
        double[] ranks = ranks(scores, cell.metric().map(MetricInfo::direction).orElse(1));
        if (Arrays.stream(ranks).allMatch(r -> r == ranks[0])) {
            return Optional.empty();
        }
        RegressionForest forest = RegressionForest.grow(points(cell), ranks);
        FunctionalAnova anova = FunctionalAnova.of(forest.trees(), cell.paths().size());
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int d = 0; d < cell.paths().size(); d++) {
            shares.put(cell.paths().get(d), anova.mainEffects()[d]);
        }
        return Optional.of(
                new HyperparameterImportance(scores.length, forest.determination(), shares, anova.interactions()));
    }

    /** Ranks in which more is better; equal scores, and all misses, share the mean of their ranks. */
    private static double[] ranks(double[] scores, int direction) {
        double[] values = Arrays.stream(scores)
                .map(s -> Double.isNaN(s) ? Double.NEGATIVE_INFINITY : direction * s + 0.0) // not -0, another key
                .toArray();
        double[] sorted = Arrays.stream(values).sorted().toArray();
        Map<Double, Double> ranks = new HashMap<>();
        int start = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[start]) {
                ranks.put(sorted[start], (start + 1 + i) / 2.0);
                start = i;
            }
        }
        return Arrays.stream(values).map(ranks::get).toArray();
    }

    /** The trials as points of the unit cube, in which the search is uniform. */
    private static double[][] points(TunedCell cell) {
        List<TrialSummary> trials = cell.trials();
        double[][] points = new double[trials.size()][cell.paths().size()];
        for (int d = 0; d < cell.paths().size(); d++) {
            int at = d;
            double[] positions = positions(
                    cell.setting().space().ranges().get(d),
                    trials.stream().map(t -> t.values().get(at)).toList());
            for (int i = 0; i < positions.length; i++) {
                points[i][d] = positions[i];
            }
        }
        return points;
    }

    /** Numbers by their place in the range; the values of a list in the middle of parts of equal length. */
    private static double[] positions(Range range, List<String> values) {
        if (range instanceof Range.Numeric numeric) {
            return values.stream()
                    .mapToDouble(v -> numeric.fraction(Double.parseDouble(v)))
                    .toArray();
        }
        List<String> distinct = range.ordered()
                ? values.stream()
                        .distinct()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList()
                : values.stream().distinct().toList();
        Map<String, Integer> places = new HashMap<>();
        distinct.forEach(v -> places.put(v, places.size()));
        return values.stream()
                .mapToDouble(v -> (places.get(v) + 0.5) / distinct.size())
                .toArray();
    }
}
