package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.Contrast;
import dev.engram.engine.compare.DifferenceVerdict;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.PairedDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How soon cells reach what they are to reach, in words. */
public final class TimeToTargetVerdicts {
    /** Of a step, in natural logarithms: less is the smaller batch at the end of an epoch. */
    private static final double LOG_COST_TOLERANCE = 0.05;

    /** In place of a median that is infinite. */
    static final String TOO_FEW = "too few";

    private TimeToTargetVerdicts() {}

    /** The median of the steps, and in how many runs of all the target is reached where that is not in all. */
    public static String text(TimeToTarget t) {
        String count = t.reached() < t.n() ? " (" + t.reached() + "/" + t.n() + ")" : "";
        String infinite = t.n() == 1 ? "never" : TOO_FEW;
        return (t.hasInfiniteMedian() ? infinite : NumberFormats.count(t.steps().value())) + count;
    }

    /** What was tested, and one sentence for each cell; empty where there is no goal, or nothing to compare. */
    public static List<String> of(Comparison c, Function<CellSummary, String> names) {
        List<CellSummary> compared = c.cells().stream()
                .filter(cell ->
                        cell.timeToTarget().flatMap(TimeToTarget::relativeCost).isPresent())
                .toList();
        if (compared.isEmpty()) {
            return List.of();
        }
        CellSummary reference = c.referenceCell().orElseThrow();
        TimeToTarget there = reference.timeToTarget().orElseThrow();
        List<String> lines = new ArrayList<>();
        Contrast first = contrast(compared.get(0));
        String place = c.onLandscapes() ? "" : " on validation data";
        boolean tested = c.cells().get(0).seeds() > 1;
        lines.add("Steps to reach " + there.target().text() + place + ", against " + names.apply(reference)
                + ", which reaches it in " + share(there)
                + (tested
                        ? " (" + Verdicts.testName(c) + " of the ratio, never is the longest"
                                + (first.family() > 1
                                        ? ", Holm's correction for " + first.family() + " comparisons"
                                        : "")
                                + ", level " + NumberFormats.exact(Distributions.SIGNIFICANCE_LEVEL) + ")"
                        : "")
                + ":");
        if (compared.size() > Verdicts.MAX_SENTENCES) {
            lines.addAll(
                    Verdicts.groupedByVerdict(compared, TimeToTargetVerdicts::contrast, names.apply(reference), names));
        } else {
            compared.forEach(cell -> lines.add(
                    sentence(cell, reference, c.design().testPerTrain().isPresent(), names)));
        }
        return lines;
    }

    private static Contrast contrast(CellSummary cell) {
        return cell.timeToTarget()
                .flatMap(TimeToTarget::relativeCost)
                .orElseThrow()
                .contrast();
    }

    /**
     * Of one cell.
     *
     * @param folds are the seeds folds of the same data?
     */
    public static String sentence(
            CellSummary cell, CellSummary reference, boolean folds, Function<CellSummary, String> names) {
        TimeToTarget timeToTarget = cell.timeToTarget().orElseThrow();
        TimeToTarget.RelativeCost relativeCost = timeToTarget.relativeCost().orElseThrow();
        Contrast d = relativeCost.contrast();
        PairedDifferences p = d.pairedDifferences();
        String here = names.apply(cell);
        String there = names.apply(reference);
        String goal = timeToTarget.target().text();
        if (p.n() == 0) {
            return here + " has no seed in common with " + there + ".";
        }
        if (timeToTarget.reached() == 0
                && reference.timeToTarget().orElseThrow().reached() == 0) {
            return "Neither " + here + " nor " + there + " reaches " + goal + " in any seed.";
        }
        if (d.verdict() == DifferenceVerdict.SAME) {
            return here + " reaches " + goal + " after as many steps as " + there + " in "
                    + (p.n() == 1 ? "the only seed" : "all " + p.n() + " seeds") + ".";
        }
        TimeToTarget base = reference.timeToTarget().orElseThrow();
        boolean both = Double.isFinite(timeToTarget.steps().value())
                && Double.isFinite(base.steps().value())
                && Double.isFinite(relativeCost.ratio());
        String result = both
                ? here + " reaches " + goal + " in " + times(relativeCost) + " the steps of " + there
                : here + " reaches " + goal + " in " + share(timeToTarget) + ", " + there + " in " + base.reached();
        String shown = d.verdict() == DifferenceVerdict.NOT_SHOWN ? "No difference shown: " : "";
        String counts = p.n() == 1
                ? ""
                : ", " + count(p) + ", " + Verdicts.probability(d.pHolm())
                        + Verdicts.fallbackTest(d, folds, "a run does not get there");
        String reached =
                both && timeToTarget.reached() < timeToTarget.n() ? "; it reaches it in " + share(timeToTarget) : "";
        boolean priced = both
                && relativeCost.multiplyAdds() > 0
                && Math.abs(StrictMath.log(relativeCost.multiplyAdds() / relativeCost.ratio())) > LOG_COST_TOLERANCE;
        String price = priced
                ? "; that is " + NumberFormats.significantDigits(relativeCost.multiplyAdds(), 2)
                        + " times the multiply-adds"
                : "";
        String next = d.verdict() == DifferenceVerdict.NOT_SHOWN && p.n() > 1 ? Verdicts.neededSeeds(d) : "";
        return shown + result + counts + reached + price + next + ".";
    }

    private static String times(TimeToTarget.RelativeCost s) {
        boolean finite =
                s.interval().exists() && !(s.interval().low() == s.interval().high());
        String interval = finite
                ? " [" + end(s.interval().low()) + ", " + end(s.interval().high()) + "]"
                : "";
        return NumberFormats.significantDigits(s.ratio(), 2) + interval + " times";
    }

    private static String end(double ratio) {
        return Double.isInfinite(ratio) ? "inf" : NumberFormats.significantDigits(ratio, 2);
    }

    private static String count(PairedDifferences p) {
        boolean later = p.higher() > p.lower();
        return (later ? "later" : "sooner") + " in " + Math.max(p.higher(), p.lower())
                + (p.equal() > 0 ? ", equal in " + p.equal() : "") + " of " + p.n() + " seeds";
    }

    private static String share(TimeToTarget timeToTarget) {
        return timeToTarget.reached() + " of " + timeToTarget.n() + (timeToTarget.n() == 1 ? " seed" : " seeds");
    }
}
