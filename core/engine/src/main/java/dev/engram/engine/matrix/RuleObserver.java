package dev.engram.engine.matrix;

import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;

/**
 * Receives what a rule does while it learns from one batch. Attached for that batch only; a training step runs without
 * an observer. An observer may substitute the targets that the rule sees, and changes nothing else.
 */
public interface RuleObserver {
    /** The ways in which a rule can receive the targets. */
    enum Channel {
        /** The gradient of the loss at the network's output. */
        ERROR,
        /** The value of the loss at the network's output, one number per example. */
        SCALAR,
        /** The loss at an auxiliary layer that the rule created, or at a hidden layer. */
        HEAD,
        /** The targets or labels themselves. */
        LABELS
    }

    /** Returns the targets that the rule sees through this channel. */
    Matrix observedTargets(Channel channel, Matrix targets);

    /** The synapses of this layer are applied to their input. The index is -1 for an auxiliary layer of the rule. */
    void onForward(int layer);

    /** The error above {@code layer} is about to be propagated to its input through {@code m}. */
    void onBackward(Layer layer, Matrix m);

    /** {@code delta} now holds the gradient of the loss at the output. */
    void onOutputError(Matrix delta);

    /** {@code result} now holds {@code left right}, or {@code left right'} if {@code transposed}. */
    void onProduct(Matrix result, Matrix left, Matrix right, boolean transposed);

    /** {@code result} was computed from {@code from} element by element; null if it depends on no matrix. */
    void onElementwise(Matrix result, Matrix from);

    /** {@code delta} is the error at the outputs of {@code layer}. */
    void onErrorAtOutputs(Layer layer, Matrix delta);
}
