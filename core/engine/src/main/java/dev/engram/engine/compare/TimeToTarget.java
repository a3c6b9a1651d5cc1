package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.ContrastValues;
import dev.engram.engine.significance.PairedComparison;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.store.Run;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * The cost at which the runs of a cell reach the target. A run that never does, or that diverges, counts as infinite in
 * every number.
 *
 * @param n number of runs
 * @param reached number of runs that reach the target
 * @param medians of the costs over all n
 * @param relativeCost compared with the reference; empty in the reference
 */
public record TimeToTarget(
        MetricTarget target, int n, int reached, Costs medians, Optional<RelativeCost> relativeCost) {
    /** The medians of the costs; infinite if half or more of the runs never reach the target. */
    public record Costs(Median steps, Median epochs, Median examples, Median multiplyAdds, Median seconds) {}

    /**
     * The ratio of steps to those of the reference, paired by seed.
     *
     * @param contrast of the logarithms of the steps
     * @param ratio median over seeds; 0 if only the reference misses, infinite if only this cell does, 1 if both do
     * @param multiplyAdds ratio of multiply-adds; NaN if nothing is multiplied
     */
    public record RelativeCost(Contrast contrast, double ratio, ConfidenceInterval interval, double multiplyAdds) {}

    public Median steps() {
        return medians.steps();
    }

    public Median epochs() {
        return medians.epochs();
    }

    public Median examples() {
        return medians.examples();
    }

    public Median multiplyAdds() {
        return medians.multiplyAdds();
    }

    public Median seconds() {
        return medians.seconds();
    }

    /** Returns true if half or more of the runs never reach the target. */
    public boolean hasInfiniteMedian() {
        return Double.isInfinite(steps().value());
    }

    /**
     * The times of all cells, by name.
     *
     * @param references name of the reference of each cell that is compared; these form a family of their own
     */
    static Map<String, TimeToTarget> of(
            List<CellRuns> cells,
            Map<String, String> references,
            MetricTarget metricTarget,
            ComparisonDesign design,
            Bootstrap bootstrap) {
        Map<String, SortedMap<Long, TargetHit>> targetHits = new LinkedHashMap<>();
        cells.forEach(c -> targetHits.put(c.name(), targetHits(c, metricTarget)));
        List<CellRuns> compared =
                cells.stream().filter(c -> references.containsKey(c.name())).toList();
        List<Contrast> contrasts = Contrast.family(compared.stream()
                .map(c -> pairedCosts(
                        targetHits.get(c.name()),
                        targetHits.get(references.get(c.name())),
                        TargetHit::steps,
                        design,
                        bootstrap))
                .toList());
        Map<String, RelativeCost> relative = new HashMap<>();
        for (int i = 0; i < contrasts.size(); i++) {
            CellRuns cell = compared.get(i);
            PairedDifferences multiplied = pairedCosts(
                            targetHits.get(cell.name()),
                            targetHits.get(references.get(cell.name())),
                            TargetHit::multiplyAdds,
                            design,
                            bootstrap)
                    .pairedDifferences();
            relative.put(cell.name(), relativeCost(cell, contrasts.get(i), multiplied));
        }
        Map<String, TimeToTarget> all = new LinkedHashMap<>();
        targetHits.forEach((name, hits) ->
                all.put(name, summarize(metricTarget, hits, Optional.ofNullable(relative.get(name)), bootstrap)));
        return all;
    }

    private static RelativeCost relativeCost(CellRuns cell, Contrast steps, PairedDifferences multiplied) {
        PairedDifferences p = steps.pairedDifferences();
        boolean free = cell.runs().stream().allMatch(r -> r.cost().multiplyAdds() == 0);
        return new RelativeCost(
                steps,
                ratio(p.median()),
                new ConfidenceInterval(
                        ratio(p.medianInterval().low()),
                        ratio(p.medianInterval().high())),
                free ? Double.NaN : ratio(multiplied.median()));
    }

    private static TimeToTarget summarize(
            MetricTarget metricTarget,
            SortedMap<Long, TargetHit> targetHits,
            Optional<RelativeCost> speed,
            Bootstrap bootstrap) {
        int reached = (int) targetHits.values().stream()
                .filter(a -> !Double.isNaN(a.steps()))
                .count();
        return new TimeToTarget(
                metricTarget,
                targetHits.size(),
                reached,
                new Costs(
                        median(targetHits, TargetHit::steps, bootstrap),
                        median(targetHits, TargetHit::epochs, bootstrap),
                        median(targetHits, TargetHit::examples, bootstrap),
                        median(targetHits, TargetHit::multiplyAdds, bootstrap),
                        median(targetHits, TargetHit::seconds, bootstrap)),
                speed);
    }

    /** The hits by seed. Failed runs count as missing, because they are repeated. */
    static SortedMap<Long, TargetHit> targetHits(CellRuns cell, MetricTarget metricTarget) {
        SortedMap<Long, TargetHit> targetHits = new TreeMap<>();
        for (Run run : cell.runs()) {
            if (run.outcome() != Outcome.FAILED) {
                targetHits.put(run.seed(), TargetHit.of(run, metricTarget));
            }
        }
        return targetHits;
    }

    private static Median median(
            SortedMap<Long, TargetHit> targetHits, ToDoubleFunction<TargetHit> cost, Bootstrap bootstrap) {
        return Median.of(targetHits.values().stream().mapToDouble(cost).toArray(), -1, bootstrap);
    }

    private static PairedComparison pairedCosts(
            SortedMap<Long, TargetHit> here,
            SortedMap<Long, TargetHit> there,
            ToDoubleFunction<TargetHit> cost,
            ComparisonDesign design,
            Bootstrap bootstrap) {
        Set<Long> both = new TreeSet<>(here.keySet());
        both.retainAll(there.keySet());
        double[] a = logs(both, here, cost);
        double[] b = logs(both, there, cost);
        return design.untilDecided()
                ? PairedComparison.anytime(ContrastValues.ofPairs(a, b, -1), -1, bootstrap)
                : PairedComparison.of(a, b, -1, design.testPerTrain(), bootstrap);
    }

    /** The logarithms of the costs, which are compared by their ratio; NaN stays NaN. */
    private static double[] logs(
            Set<Long> seeds, SortedMap<Long, TargetHit> targetHits, ToDoubleFunction<TargetHit> cost) {
        return seeds.stream()
                .mapToDouble(s -> StrictMath.log(cost.applyAsDouble(targetHits.get(s))))
                .toArray();
    }

    private static double ratio(double log) {
        return StrictMath.exp(log);
    }
}
