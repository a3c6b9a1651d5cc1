package dev.engram.engine.train;

import dev.engram.engine.run.ResolvedRun;

/** How often a run is evaluated. */
final class EvaluationInterval {
    /** Evaluations may cost this share of the training's multiply-adds by default. */
    private static final double EVALUATION_FRACTION = 0.03;
    /** Points of a curve on a landscape by default. */
    private static final long LANDSCAPE_POINTS = 200;

    private EvaluationInterval() {}

    /** Steps between evaluations. */
    static long of(PreparedRun a, ResolvedRun run) {
        long requested = run.training().evaluate();
        if (requested > 0) {
            return Math.multiplyExact(requested, a.stepsPerEpoch);
        }
        if (a.split == null) {
            return Math.max(1, a.totalSteps / LANDSCAPE_POINTS);
        }
        // An evaluation is a forward pass over the validation data, and with diagnostics the rule's step and a true
        // gradient
        // for one batch besides; a step is about three passes, an epoch three over the training data.
        long batch = run.training().batch().resolve(a.split.training().length);
        double passes = a.split.validation().length + (a.diagnostics == null ? 0 : 6.0 * batch);
        double fraction = passes / (3.0 * a.split.training().length);
        return a.stepsPerEpoch * Math.max(1, (long) Math.ceil(fraction / EVALUATION_FRACTION));
    }
}
