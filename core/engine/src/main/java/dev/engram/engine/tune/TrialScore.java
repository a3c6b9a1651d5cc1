package dev.engram.engine.tune;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.util.List;

/** What a run of a trial is worth: never by its test data. */
public final class TrialScore {
    private static final String VALIDATION = "validation";
    private static final String LOSS = "loss";

    private TrialScore() {}

    /** What is measured on validation data, in order. */
    public static List<String> validationMetrics(Run run) {
        return run.measurements().stream()
                .filter(m -> m.phase().equals(VALIDATION))
                .map(Measurement::metric)
                .distinct()
                .toList();
    }

    /**
     * The metric on validation data (on a landscape the value) at the end, or where the run kept its best parameters at the
     * step that they are from: the first with the least validation loss. NaN, a miss, for a run that did not end well and for what
     * is no finite number.
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
