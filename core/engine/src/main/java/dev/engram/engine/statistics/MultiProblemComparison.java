package dev.engram.engine.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Variants compared over several problems. On each problem a variant has one number: its median over seeds, where
 * misses count as the worst. Seeds repeat a run, not a problem, so the tests are over problems and never over pooled
 * seeds.
 *
 * @param problems that all variants ran on, in order of appearance
 * @param incomplete problems left out because variants have no run on them, with those variants
 * @param variants in order of appearance
 * @param medians by problem and variant; infinitely bad if half or more of the seeds miss
 * @param friedman empty for fewer than two problems or variants
 * @param criticalDifference Nemenyi's, at {@link Distributions#SIGNIFICANCE_LEVEL}; NaN if friedman is empty
 * @param pairs all pairs of variants, or each variant with the control
 */
public record MultiProblemComparison(
        List<String> problems,
        Map<String, Set<String>> incomplete,
        List<String> variants,
        double[][] medians,
        Optional<Friedman> friedman,
        double criticalDifference,
        List<Pair> pairs) {
    /**
     * Two variants compared over the problems.
     *
     * @param comparison of a with b, paired by problem
     * @param pHolm adjusted for all pairs
     */
    public record Pair(String a, String b, PairedDifferences comparison, double pHolm) {}

    public MultiProblemComparison {
        problems = List.copyOf(problems);
        incomplete = Collections.unmodifiableMap(new LinkedHashMap<>(incomplete));
        variants = List.copyOf(variants);
        medians = Arrays.stream(medians).map(double[]::clone).toArray(double[][]::new);
        pairs = List.copyOf(pairs);
    }

    @Override
    public double[][] medians() {
        return Arrays.stream(medians).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Makes the comparison.
     *
     * @param direction 1 if higher is better, -1 if lower is
     * @param control variant that the others are compared with; if empty, all pairs are compared
     */
    public static MultiProblemComparison of(Collection<Score> scores, int direction, Optional<String> control) {
        Set<String> variants = new LinkedHashSet<>();
        scores.forEach(s -> variants.add(s.variant()));
        Map<String, String> references = new LinkedHashMap<>();
        control.ifPresent(c -> {
            if (!variants.contains(c)) {
                throw new IllegalArgumentException("the control '" + c + "' is not one of the variants " + variants);
            }
            variants.stream().filter(v -> !v.equals(c)).forEach(v -> references.put(v, c));
        });
        return of(scores, direction, references);
    }

    /**
     * Makes the comparison.
     *
     * @param direction 1 if higher is better, -1 if lower is
     * @param references the variant that each other is compared with; if empty, all pairs are compared
     */
    public static MultiProblemComparison of(Collection<Score> scores, int direction, Map<String, String> references) {
        Map<String, Map<String, Map<Long, Double>>> table = new LinkedHashMap<>();
        Set<String> all = new LinkedHashSet<>();
        for (Score s : scores) {
            all.add(s.variant());
            Double before = table.computeIfAbsent(s.problem(), k -> new LinkedHashMap<>())
                    .computeIfAbsent(s.variant(), k -> new TreeMap<>())
                    .put(s.seed(), s.value());
            if (before != null) {
                throw new IllegalArgumentException(
                        s.variant() + " has two values for seed " + s.seed() + " of " + s.problem());
            }
        }
        List<String> variants = List.copyOf(all);
        List<String> problems = new ArrayList<>();
        Map<String, Set<String>> incomplete = new LinkedHashMap<>();
        List<double[]> medians = new ArrayList<>();
        table.forEach((problem, row) -> {
            Set<String> lacking = new LinkedHashSet<>(variants);
            lacking.removeAll(row.keySet());
            if (lacking.isEmpty()) {
                problems.add(problem);
                medians.add(variants.stream()
                        .mapToDouble(v -> median(row.get(v), direction))
                        .toArray());
            } else {
                incomplete.put(problem, lacking);
            }
        });
        double[][] values = medians.toArray(double[][]::new);
        boolean ranked = problems.size() > 1 && variants.size() > 1;
        return new MultiProblemComparison(
                problems,
                incomplete,
                variants,
                values,
                ranked ? Optional.of(Friedman.of(values, direction)) : Optional.empty(),
                ranked
                        ? Nemenyi.criticalDifference(variants.size(), problems.size(), Distributions.SIGNIFICANCE_LEVEL)
                        : Double.NaN,
                pairs(variants, values, direction, references));
    }

    private static double median(Map<Long, Double> bySeed, int direction) {
        return Median.value(WorstCaseImputation.impute(
                bySeed.values().stream().mapToDouble(v -> v).toArray(), direction));
    }

    private static List<Pair> pairs(
            List<String> variants, double[][] values, int direction, Map<String, String> references) {
        Bootstrap bootstrap = new Bootstrap();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            for (int j = 0; j < variants.size(); j++) {
                boolean wanted = references.isEmpty() ? j > i : variants.get(j).equals(references.get(variants.get(i)));
                if (wanted) {
                    pairs.add(new Pair(
                            variants.get(i),
                            variants.get(j),
                            PairedDifferences.of(column(values, i), column(values, j), direction, bootstrap),
                            Double.NaN));
                }
            }
        }
        return adjusted(
                pairs,
                Holm.adjust(pairs.stream()
                        .mapToDouble(p -> p.comparison().test().p())
                        .toArray()));
    }

    private static List<Pair> adjusted(List<Pair> pairs, double[] pHolm) {
        List<Pair> adjusted = new ArrayList<>();
        for (int i = 0; i < pHolm.length; i++) {
            adjusted.add(
                    new Pair(pairs.get(i).a(), pairs.get(i).b(), pairs.get(i).comparison(), pHolm[i]));
        }
        return adjusted;
    }

    /** Returns this comparison with the p of each pair as adjusted in a larger family. */
    public MultiProblemComparison withAdjustedP(double[] pHolm) {
        return new MultiProblemComparison(
                problems, incomplete, variants, medians, friedman, criticalDifference, adjusted(pairs, pHolm));
    }

    private static double[] column(double[][] values, int column) {
        return Arrays.stream(values).mapToDouble(row -> row[column]).toArray();
    }

    /**
     * The maximal groups of variants that the critical difference does not distinguish: the bars of a
     * critical-difference diagram. Best first; within a group in order of mean rank.
     */
    public List<List<String>> cliques() {
        if (friedman.isEmpty()) {
            return List.of();
        }
        double[] ranks = friedman.get().meanRanks();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            order.add(i);
        }
        order.sort((i, j) -> Double.compare(ranks[i], ranks[j]));
        List<List<String>> cliques = new ArrayList<>();
        int reached = 0;
        for (int first = 0; first < order.size(); first++) {
            int end = first + 1;
            while (end < order.size() && ranks[order.get(end)] - ranks[order.get(first)] <= criticalDifference) {
                end++;
            }
            if (end > first + 1 && end > reached) {
                cliques.add(
                        order.subList(first, end).stream().map(variants::get).toList());
            }
            reached = Math.max(reached, end);
        }
        return cliques;
    }
}
