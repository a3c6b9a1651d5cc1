package dev.engram.spi;

/**
 * Something that a rule or an optimizer needs from the rest of a run. The engine checks all requirements before
 * anything runs, and reports those that are not met. {@code training.waive} in a suite disables single checks.
 */
public enum Requirement {
    CLASSES("data with classes"),
    OUTPUT_LAYER("a last layer as wide as the targets"),
    HIDDEN_LAYER("at least one hidden layer"),
    ONE_LAYER("a network of exactly one layer"),
    PLAIN_LAYERS("dense layers with only an activation: no convolution, pooling, normalization, dropout or residual"),
    CHAIN("a chain of layers: no residual connections, no stages before the first weights"),
    SEPARATE_EXAMPLES("layers that compute each example by itself: no batch-norm"),
    SLOPES("differentiable activations in every layer"),
    LOSS_SLOPE("a differentiable loss"),
    NOT_NEGATIVE("activations that are never negative"),
    FULL_BATCH("the whole training set in every batch (training.batch: full)"),
    TRUE_GRADIENT("a rule that returns the gradient of the loss it reports, such as backprop"),
    PROPORTIONAL_STEP("an optimizer whose step is a multiple of the rule's gradient, such as sgd");

    private final String text;

    Requirement(String text) {
        this.text = text;
    }

    /** Returns the requirement in words, as the object of "needs". */
    public String text() {
        return text;
    }
}
