package dev.engram.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Finds runs whose loss exploded without becoming infinite. Their error rate can still look ordinary, because it
 * depends only on the largest output.
 *
 * <p>A run has exploded if the loss of the parameters that it ends with is more than {@link #THRESHOLD} times the loss
 * before its first step. An initial loss below 1 counts as 1, because many losses start at 0 or close to it. The final
 * loss is that on the test data, the initial one that on the validation data. A run with {@code keep: best} therefore
 * counts by the parameters that it kept.
 *
 * <p>The threshold separates two kinds of runs. In 5,195 runs of the shipped suites the largest factor was 41, in a
 * tuning trial with too high a rate. Feedback alignment in a ReLU network with momentum reached factors from 40,000 to
 * 1e15.
 */
public final class Explosion {
    /** The largest ordinary final loss, as a multiple of the initial loss. */
    public static final double THRESHOLD = 1000;
    /** The phase of the measurement that an exploded run has in addition to others. */
    public static final String PHASE = "explosion";
    /** The metric of that measurement: the final loss as a multiple of the initial loss. */
    public static final String FACTOR = "loss-factor";

    private static final String LOSS = "loss";

    private Explosion() {}

    /**
     * Returns the final loss as a multiple of the initial loss if the run has exploded, else empty. Empty also if a
     * loss is not known (NaN) or not finite, which is a divergence.
     */
    public static OptionalDouble factor(double initialLoss, double finalLoss) {
        double factor = finalLoss / Math.max(initialLoss, 1);
        return factor > THRESHOLD && Double.isFinite(factor) ? OptionalDouble.of(factor) : OptionalDouble.empty();
    }

    /** Returns the factor of a run that has exploded, else empty. */
    public static OptionalDouble factor(RunResult result) {
        return result.measurements().stream()
                .filter(m -> m.phase().equals(PHASE))
                .mapToDouble(Measurement::value)
                .findFirst();
    }

    /** Returns the result, marked as exploded if the factor is present. */
    public static RunResult mark(RunResult result, OptionalDouble factor) {
        if (factor.isEmpty() || !result.outcome().hasResults()) {
            return result;
        }
        List<Measurement> all = new ArrayList<>(result.measurements());
        Measurement last = all.get(all.size() - 1);
        all.add(new Measurement(last.step(), last.epoch(), PHASE, FACTOR, factor.getAsDouble()));
        return result.with(Outcome.EXPLODED, reason(factor.getAsDouble()), all);
    }

    /**
     * Returns a result that was read from a store, marked as exploded if it is. Runs from before explosions were
     * recorded are judged by the losses that they measured.
     */
    public static RunResult ofStored(RunResult result) {
        if (result.outcome() == Outcome.DIVERGED && factor(result).isPresent()) {
            return result.with(Outcome.EXPLODED, result.reason(), result.measurements());
        }
        return mark(result, factor(initialLoss(result.measurements()), finalLoss(result.measurements())));
    }

    private static double initialLoss(List<Measurement> measurements) {
        return measurements.stream()
                .filter(m -> m.step() == 0 && isLoss(m, "validation"))
                .mapToDouble(Measurement::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double finalLoss(List<Measurement> measurements) {
        for (int i = measurements.size() - 1; i >= 0; i--) {
            if (isLoss(measurements.get(i), "test")) {
                return measurements.get(i).value();
            }
        }
        return Double.NaN;
    }

    private static boolean isLoss(Measurement m, String phase) {
        return m.metric().equals(LOSS) && m.phase().equals(phase);
    }

    private static String reason(double factor) {
        String shortFactor =
                String.format(Locale.ROOT, "%.1e", factor).replace("e+0", "e").replace("e+", "e");
        return "the loss on the test data is " + shortFactor + " times the loss before the first step";
    }
}
