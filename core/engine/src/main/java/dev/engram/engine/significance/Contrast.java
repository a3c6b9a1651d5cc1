package dev.engram.engine.significance;

import dev.engram.engine.statistics.AnytimeTest;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.PairedDifferences;
import dev.engram.engine.statistics.ResampledT;
import dev.engram.engine.statistics.SignedRank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A difference in one metric, as a member of a family that shares one correction: a cell compared with its reference,
 * or the value of another question of the design.
 *
 * @param pairedDifferences cell minus reference, or the value of the question, by seed; a diverged run is a miss
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
     * @param holmFactor factor that decides about this p: that of its own step if it is significant, else that of the
     *     step at which the correction stopped
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

    /** The contrasts of a family of its own, in the order given. */
    public static List<Contrast> family(List<PairedComparison> pairs) {
        return family(
                pairs,
                FamilyCorrection.of(
                        pairs.stream().mapToDouble(PairedComparison::p).toArray()));
    }

    /** The contrasts of a larger family, in the order given. */
    public static List<Contrast> family(List<PairedComparison> pairs, List<Significance> significances) {
        List<Contrast> contrasts = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            contrasts.add(of(pairs.get(i), significances.get(i)));
        }
        return contrasts;
    }

    private static Contrast of(PairedComparison d, Significance significance) {
        DifferenceVerdict verdict = verdict(d, significance);
        int factor = significance.holmFactor();
        boolean open = verdict == DifferenceVerdict.NOT_SHOWN || verdict == DifferenceVerdict.TOO_FEW_SEEDS;
        OptionalInt more = open ? additionalSeeds(d, factor) : OptionalInt.empty();
        boolean none = verdict == DifferenceVerdict.NOT_COMPARED || verdict == DifferenceVerdict.NO_VALUES;
        Effect effect = none ? Effect.NONE : d.effect(Distributions.SIGNIFICANCE_LEVEL / factor);
        return new Contrast(d.pairedDifferences(), d.resampled(), significance, more, verdict, effect);
    }

    private static OptionalInt additionalSeeds(PairedComparison d, int factor) {
        return d.anytime()
                .map(t -> t.additional(factor))
                .or(() -> d.resampled().map(t -> t.additional(factor)))
                .orElseGet(() -> d.pairedDifferences().sampleSize().additional(factor));
    }

    /** The interval of the mean: by the bootstrap, or corrected for the shared training data of folds. */
    public ConfidenceInterval meanInterval() {
        return resampled.map(ResampledT::interval).orElse(pairedDifferences.meanInterval());
    }

    private static DifferenceVerdict verdict(PairedComparison pair, Significance significance) {
        PairedDifferences d = pair.pairedDifferences();
        if (d.n() == 0) {
            return DifferenceVerdict.NOT_COMPARED;
        }
        if (d.equal() == d.n()) {
            return d.finite() == 0 ? DifferenceVerdict.NO_VALUES : DifferenceVerdict.SAME;
        }
        if (!FamilyCorrection.isRejected(significance.pHolm())) {
            boolean hopeless = pair.resampled().isEmpty()
                    && pair.anytime().isEmpty()
                    && SignedRank.minimumP(d.n()) * significance.holmFactor() > Distributions.SIGNIFICANCE_LEVEL;
            return hopeless ? DifferenceVerdict.TOO_FEW_SEEDS : DifferenceVerdict.NOT_SHOWN;
        }
        int tendency = pair.anytime()
                .map(AnytimeTest::tendency)
                .or(() -> pair.resampled().map(t -> (int) Math.signum(t.mean())))
                .orElse(d.tendency());
        if (pair.direction() == 0) {
            return tendency > 0 ? DifferenceVerdict.HIGHER : DifferenceVerdict.LOWER;
        }
        return tendency == pair.direction() ? DifferenceVerdict.BETTER : DifferenceVerdict.WORSE;
    }
}
