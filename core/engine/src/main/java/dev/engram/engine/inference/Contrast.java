package dev.engram.engine.inference;

import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.Holm;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.ResampledT;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A cell compared with the reference in one metric, as a member of the family of all cells in that metric.
 *
 * @param pairedDifferences cell minus reference, paired by seed; a diverged run is a miss
 * @param resampled the test that decides if the seeds are folds; if empty, the signed-rank test does
 * @param significance p of the deciding test, before and after Holm's correction
 * @param additionalSeeds number of seeds that would probably show the difference; empty if it is shown or if no
 *     reasonable number would
 * @param verdict at {@link Distributions#SIGNIFICANCE_LEVEL}, after the correction
 * @param effect size with the interval that belongs to the test
 */
public record Contrast(
        PairedDifferences pairedDifferences,
        Optional<ResampledT> resampled,
        Significance significance,
        OptionalInt additionalSeeds,
        DifferenceVerdict verdict,
        Effect effect) {
    /**
     * A p value and its correction.
     *
     * @param p before the correction
     * @param family number of comparisons in Holm's correction
     * @param holmFactor factor that the correction applies to this p, unless a smaller p gives a larger product
     * @param pHolm adjusted p; NaN if nothing could be compared
     */
    public record Significance(double p, int family, int holmFactor, double pHolm) {}

    public double p() {
        return significance.p();
    }

    public int family() {
        return significance.family();
    }

    public int holmFactor() {
        return significance.holmFactor();
    }

    public double pHolm() {
        return significance.pHolm();
    }

    /** The contrasts of a family, in the order given. */
    public static List<Contrast> family(List<PairedComparison> pairs, int direction) {
        double[] p = pairs.stream().mapToDouble(PairedComparison::p).toArray();
        double[] adjusted = Holm.adjust(p);
        int[] factors = Holm.factors(p);
        int family =
                (int) pairs.stream().filter(d -> d.pairedDifferences().n() > 0).count();
        List<Contrast> contrasts = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            PairedComparison d = pairs.get(i);
            int factor = factors[i];
            DifferenceVerdict verdict = verdict(d, adjusted[i], direction);
            OptionalInt more = verdict != DifferenceVerdict.NOT_SHOWN
                    ? OptionalInt.empty()
                    : d.resampled()
                            .map(t -> t.additional(factor))
                            .orElseGet(() -> d.pairedDifferences().sampleSize().additional(factor));
            contrasts.add(new Contrast(
                    d.pairedDifferences(),
                    d.resampled(),
                    new Significance(p[i], family, factor, adjusted[i]),
                    more,
                    verdict,
                    new Effect(
                            d.pairedDifferences().mean(), d.pairedDifferences().meanInterval(), 0.95)));
        }
        return contrasts;
    }

    /** The interval of the mean: by the bootstrap, or corrected for the shared training data of folds. */
    public ConfidenceInterval meanInterval() {
        return resampled.map(ResampledT::interval).orElse(pairedDifferences.meanInterval());
    }

    private static DifferenceVerdict verdict(PairedComparison pair, double p, int direction) {
        PairedDifferences d = pair.pairedDifferences();
        if (d.n() == 0) {
            return DifferenceVerdict.NOT_COMPARED;
        }
        if (d.equal() == d.n()) {
            return DifferenceVerdict.SAME;
        }
        if (!(p <= Distributions.SIGNIFICANCE_LEVEL)) {
            return DifferenceVerdict.NOT_SHOWN;
        }
        int tendency = pair.resampled().map(t -> (int) Math.signum(t.mean())).orElse(d.tendency());
        if (direction == 0) {
            return tendency > 0 ? DifferenceVerdict.HIGHER : DifferenceVerdict.LOWER;
        }
        return tendency == direction ? DifferenceVerdict.BETTER : DifferenceVerdict.WORSE;
    }
}
