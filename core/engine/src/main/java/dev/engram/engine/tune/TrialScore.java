package dev.engram.engine.tune;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.util.List;

/** The score of a run of a trial, which never uses test data. */
public final class TrialScore {
    private static final String VALIDATION = "validation";
    private static final String LOSS = "loss";

    private TrialScore() {}

    /** Returns the metrics that are measured on validation data, in order. */
    public static List<String> validationMetrics(Run run) {
        return run.measurements().stream()
                .filter(m -> m.phase().equals(VALIDATION))
                .map(Measurement::metric)
                .distinct()
                .toList();
    }

    /**
     * Returns the metric on validation data (on a landscape the value) at the end or, if the run kept its best
     * parameters, at the first step with the least validation loss. Returns NaN, a miss, for a run without results and
     * for a value that is not finite.
     */
    public static double of(Run run, String metric, boolean best) {
        if (!run.outcome().hasResults()) {
            return Double.NaN;
        }
        long step = best ? bestStep(run) : -1;
        double last = Double.NaN;
        for (Measurement m : run.measurements()) {
            if (m.phase().equals(VALIDATION) && m.metric().equals(metric) && (step < 0 || m.step() == step)) {
                last = m.value();
            }
        }
        return Double.isFinite(last) ? last : Double.NaN;
    }

    private static long bestStep(Run run) {
        double least = Double.POSITIVE_INFINITY;
        long step = -1;
        for (Measurement m : run.measurements()) {
            if (m.phase().equals(VALIDATION) && m.metric().equals(LOSS) && m.value() < least) {
                least = m.value();
                step = m.step();
            }
        }
        return step;
    }
}
