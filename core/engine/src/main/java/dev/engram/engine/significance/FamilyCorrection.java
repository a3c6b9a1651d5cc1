package dev.engram.engine.significance;

import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.Holm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Holm's correction over all comparisons of a family, with the factor that decides about each. */
public final class FamilyCorrection {
    private FamilyCorrection() {}

    /**
     * Corrects the p values of a family, in the order given; NaN, where nothing could be compared, does not count. The
     * factor of a rejected p is that of its own step. All others share the factor of the step at which the correction
     * stopped: none of them can be significant unless its p is at most the level divided by that factor.
     */
    public static List<Contrast.Significance> of(double... p) {
        double[] adjusted = Holm.adjust(p);
        int[] factors = Holm.factors(p);
        int family = (int) Arrays.stream(p).filter(x -> !Double.isNaN(x)).count();
        int stop = 0;
        for (int i = 0; i < p.length; i++) {
            stop = isRejected(adjusted[i]) ? stop : Math.max(stop, factors[i]);
        }
        List<Contrast.Significance> all = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            int factor = Double.isNaN(p[i]) || isRejected(adjusted[i]) ? factors[i] : stop;
            all.add(new Contrast.Significance(p[i], family, factor, adjusted[i]));
        }
        return all;
    }

    static boolean isRejected(double pHolm) {
        return pHolm <= Distributions.SIGNIFICANCE_LEVEL;
    }
}
