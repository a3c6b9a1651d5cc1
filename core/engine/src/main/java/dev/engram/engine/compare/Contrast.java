package dev.engram.engine.compare;

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
 * A cell against the reference in one metric, as one of a family: the comparisons of all cells in that metric.
 *
 * @param pairedDifferences cell minus reference, seed by seed; a run that diverged is a miss
 * @param resampled the test that decides where the seeds are folds; empty: the signed-rank test does
 * @param p of the test that decides, before the correction
 * @param family how many comparisons Holm's correction counts
 * @param holmFactor by what it multiplies the p of this one, if none before is larger
 * @param pHolm NaN where nothing could be compared
 * @param additionalSeeds how many more seeds would likely show the difference; empty where it is shown, or where there is none to show
 * @param verdict at {@link Distributions#SIGNIFICANCE_LEVEL}
 */
public record Contrast(
        PairedDifferences pairedDifferences,
        Optional<ResampledT> resampled,
        double p,
        int family,
        int holmFactor,
        double pHolm,
        OptionalInt additionalSeeds,
        DifferenceVerdict verdict) {
    /** Those of a family, in the order given. */
    static List<Contrast> family(List<PairedComparison> pairs, int direction) {
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
                    d.pairedDifferences(), d.resampled(), p[i], family, factor, adjusted[i], more, verdict));
        }
        return contrasts;
    }

    /** Of the mean: by the bootstrap, or corrected for what folds share. */
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
