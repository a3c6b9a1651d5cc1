package dev.engram.engine.listen;

import dev.engram.engine.data.Split;
import dev.engram.engine.run.ResolvedOptimizer;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.LearningSource;
import java.util.Optional;

/**
 * What listeners may see of a run.
 *
 * @param split the examples; empty on a landscape
 * @param loss the loss at other parameters; empty if it does not apply to the output
 */
public record ListenedRun(
        GradientSource source,
        ResolvedOptimizer optimizer,
        long seed,
        Length length,
        Optional<Split> split,
        Optional<PointLoss> loss) {
    /**
     * The length of a run.
     *
     * @param steps planned number of steps
     * @param stepsPerEpoch steps per epoch; 1 on a landscape
     * @param batch examples of a full batch; 0 on a landscape
     */
    public record Length(long steps, long stepsPerEpoch, int batch) {}

    /** The mean loss of examples in a prediction. */
    @FunctionalInterface
    public interface PointLoss {
        /** @param rows rows of the examples in the data */
        double of(int[] rows, float[] point);
    }

    /** Returns a number of the optimizer in a step, the first of which is 1; NaN if there is none. */
    double optimizerNumber(String hyperparameter, long step) {
        return OptimizerNumbers.of(optimizer.schedule().at(step - 1, length.steps()), hyperparameter);
    }

    /** Returns whether the network has a gradient by back-propagation. */
    boolean hasGradient() {
        return source instanceof LearningSource s && s.learner().hasTrueGradient();
    }
}
