package dev.engram.engine.train;

import dev.engram.engine.data.Split;
import dev.engram.engine.run.TrainingSettings;

/** The number of steps between evaluations. */
final class EvaluationInterval {
    /** Fraction of the training's multiply-adds that evaluations may cost by default. */
    private static final double EVALUATION_FRACTION = 0.03;
    /** Evaluations of a run on a landscape by default. */
    private static final long LANDSCAPE_POINTS = 200;

    private EvaluationInterval() {}

    static long of(PreparedRun run, TrainingSettings settings) {
        long perEpoch = run.length().stepsPerEpoch();
        long requested = settings.monitoring().evaluate();
        if (requested > 0) {
            return Math.multiplyExact(requested, perEpoch);
        }
        if (run.onLandscape()) {
            return Math.max(1, run.length().steps() / LANDSCAPE_POINTS);
        }
        // An evaluation is a forward pass over the validation data. Diagnostics add a step of the rule and a true
        // gradient for one batch; a larger probe set does not make evaluations rarer, nor do curves. A step costs about
        // three passes over its batch, an epoch three passes over the training data.
        Split split = run.evaluation().split();
        long batch = settings.batching().batch().resolve(split.training().length);
        double passes = split.validation().length + (run.diagnostics() == null ? 0 : 6.0 * batch);
        double fraction = passes / (3.0 * split.training().length);
        return perEpoch * Math.max(1, (long) Math.ceil(fraction / EVALUATION_FRACTION));
    }
}
