package dev.engram.plugins.optimizers;

/**
 * Position of the epsilon that keeps Adam's quotient finite. Equal values in different positions give different
 * trajectories. c = 1 - beta2^t is the bias correction of the second moment.
 */
public enum Epsilon {
    /** sqrt(v / c) + epsilon: PyTorch, Optax, the algorithm in the paper of Adam. */
    AFTER_CORRECTION,
    /** (sqrt(v) + epsilon) / sqrt(c): TensorFlow, the efficient form in the paper of Adam. */
    BEFORE_CORRECTION,
    /** sqrt(v / c + epsilon): what Optax calls eps_root. */
    INSIDE_ROOT;

    /** Returns the number to add to v / c. */
    float inside(float epsilon) {
        return this == INSIDE_ROOT ? epsilon : 0;
    }

    /** Returns the number to add to the root. */
    float outside(float epsilon, double correction) {
        return switch (this) {
            case AFTER_CORRECTION -> epsilon;
            case BEFORE_CORRECTION -> (float) (epsilon / Math.sqrt(correction));
            case INSIDE_ROOT -> 0;
        };
    }
}
