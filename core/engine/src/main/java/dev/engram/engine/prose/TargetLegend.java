package dev.engram.engine.prose;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.MetricTarget;
import dev.engram.engine.compare.TimeToTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The legend of the steps to a target. */
final class TargetLegend {
    private TargetLegend() {}

    /** Returns the lines on the columns of cells and verdicts; none without a target. */
    static List<String> of(Comparison c) {
        List<String> lines = new ArrayList<>();
        int seeds = Answers.seeds(c);
        c.design().target().ifPresent(t -> lines.add(steps(c, t, seeds)));
        List<TimeToTarget.RelativeCost> ratios =
                times(c).flatMap(t -> t.relativeCost().stream()).toList();
        if (!Answers.of(c).isEmpty() && !ratios.isEmpty()) {
            lines.add(ratio(ratios));
        }
        if (seeds > 1 && times(c).anyMatch(TimeToTarget::hasInfiniteMedian)) {
            lines.add(TimeToTargetVerdicts.TOO_FEW + ": at most half of the runs reach the target.");
        }
        return lines;
    }

    private static Stream<TimeToTarget> times(Comparison c) {
        return c.cells().stream().flatMap(cell -> cell.timeToTarget().stream());
    }

    private static String steps(Comparison c, MetricTarget target, int seeds) {
        return "steps to " + target.text() + ": steps until the first evaluation"
                + (c.onLandscapes() ? "" : " on validation data") + " that reaches it; median over "
                + Sentences.seeds(seeds) + ", where a run that never reaches it or diverges counts as infinite.";
    }

    private static String ratio(List<TimeToTarget.RelativeCost> ratios) {
        boolean oneSided = ratios.stream()
                .anyMatch(r -> Double.isInfinite(r.contrast().effect().value()));
        boolean misses =
                ratios.stream().map(r -> r.contrast().pairedDifferences()).anyMatch(p -> p.finite() < p.n());
        boolean costs = ratios.stream().anyMatch(r -> r.multiplyAdds() > 0);
        int family = ratios.get(0).contrast().family();
        return "steps ratio: steps relative to those of the reference, with the confidence interval of the test that"
                + " decides" + (oneSided ? "; 0, inf: in most seeds only one of the two reaches the target" : "")
                + (misses ? "; two runs that never reach it count as equal" : "")
                + (costs ? "; cost ratio in this table: multiply-adds until the target, relative to the reference" : "")
                + (family > 1 ? "; these " + family + " comparisons have a Holm correction of their own." : ".");
    }
}
