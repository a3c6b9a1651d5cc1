package dev.engram.spi;

/** What a rule or an optimizer asks of its surroundings. All of it is checked, and reported, before anything runs. */
public enum Requirement {
    CLASSES("data with classes"),
    OUTPUT_LAYER("a last layer as wide as the targets"),
    HIDDEN_LAYER("at least one hidden layer"),
    ONE_LAYER("a network of exactly one layer"),
    PLAIN_LAYERS("layers of synapses and an activation only: no pooling, normalisation, dropout or recurrence"),
    SLOPES("activations with a slope in every layer"),
    LOSS_SLOPE("a loss with a slope"),
    NOT_NEGATIVE("activations that are never negative"),
    FULL_BATCH("the whole training set in every batch (training.batch: full)"),
    TRUE_GRADIENT("a rule that returns the gradient of the loss it reports, such as backprop"),
    PROPORTIONAL_STEP("an optimizer whose step is a multiple of what the rule says, such as sgd");

    private final String text;

    Requirement(String text) {
        this.text = text;
    }

    /** The need in words, to follow "needs". */
    public String text() {
        return text;
    }
}
