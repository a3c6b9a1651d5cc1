package dev.engram.engine.train;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.listen.RunListeners;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Metric;
import java.util.List;

/**
 * A run of one seed, ready to step.
 *
 * @param stepMultiplyAdds multiply-adds of one step, counted in the dry run; 0 on a landscape
 * @param evaluation data and metrics; null on a landscape
 * @param listeners null if there are none
 */
record PreparedRun(
        GradientSource source,
        Stepper stepper,
        RunLength length,
        long stepMultiplyAdds,
        Evaluation evaluation,
        RunListeners listeners) {
    /** A run without listeners. */
    PreparedRun(
            GradientSource source, Stepper stepper, RunLength length, long stepMultiplyAdds, Evaluation evaluation) {
        this(source, stepper, length, stepMultiplyAdds, evaluation, null);
    }

    /** Returns the same run with these listeners. */
    PreparedRun withListeners(RunListeners others) {
        return new PreparedRun(source, stepper, length, stepMultiplyAdds, evaluation, others);
    }

    /**
     * The evaluation of a network.
     *
     * @param evaluator null if the loss does not apply to the output
     * @param diagnostics null if no metric inspects the training itself
     */
    record Evaluation(
            Split split, List<NamedComponent<Metric>> metrics, Evaluator evaluator, Diagnostics diagnostics) {}

    /** Returns true for a descent on a landscape. */
    boolean onLandscape() {
        return evaluation == null;
    }

    /** Returns the bytes of activations that a forward pass of one step keeps; 0 on a landscape. */
    long stepActivationBytes() {
        return source instanceof LearningSource s
                ? s.batches().size() * s.learner().activationBytes()
                : 0;
    }

    /** Returns the metrics that are measured; none on a landscape. */
    List<NamedComponent<Metric>> metrics() {
        return onLandscape() ? List.of() : evaluation.metrics();
    }

    /** Returns the inspection of the training; null if no metric needs it. */
    Diagnostics diagnostics() {
        return onLandscape() ? null : evaluation.diagnostics();
    }
}
