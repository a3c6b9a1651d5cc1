package dev.engram.spi;

import java.util.List;
import java.util.function.Function;

/**
 * What a rule may ask for while it opens. All matrices belong to the engine and have their shape for the whole run; ask here,
 * keep them in final fields, and a step allocates nothing. Working memory is not saved: what it holds at the start of a step is
 * not to be relied on. States are saved with the run.
 */
public interface Setup {
    /** The network that is to learn. */
    Network network();

    /** The loss, applied to the network's output. */
    Objective loss();

    /** Width of the targets. */
    int targets();

    /** Working memory with one row per example of the current batch. */
    Scratch perExample(int cols);

    /** The same for every layer, as wide as its pre-activations. */
    default Scratch[] likePreActivations() {
        return network().layers().stream().map(l -> perExample(l.units())).toArray(Scratch[]::new);
    }

    /** The same for every layer, as wide as its outputs. */
    default Scratch[] likeOutputs() {
        return network().layers().stream().map(l -> perExample(l.outputs())).toArray(Scratch[]::new);
    }

    /** Working memory of a fixed shape. */
    Scratch scratch(int rows, int cols);

    /** Working memory with one number for every parameter of the network and of the rule: 1 x all of them. */
    Scratch likeParameters();

    /** What one layer remembers of a pass. */
    Activations activations(Layer layer);

    /** One trace for each layer. */
    default Activations[] activationsPerLayer() {
        return network().layers().stream().map(this::activations).toArray(Activations[]::new);
    }

    /** Numbers that survive from step to step, at first 0. Names are unique within a rule, here and below. */
    Scratch state(String name, int rows, int cols);

    /** A matrix drawn once, N(0,1) * scale, and never changed. */
    Matrix fixedGaussian(String name, int rows, int cols, float scale);

    /** A matrix drawn once, evenly from [-limit, limit), and never changed. */
    Matrix fixedUniform(String name, int rows, int cols, float limit);

    /** A matrix like the layer's weights, drawn as they were, times scale, and never changed. */
    Matrix feedback(Layer layer, String name, float scale);

    /** Like feedback, but it makes every step that the weights make; both shrink by (1 - decay) at each step. */
    Matrix coupled(Layer layer, String name, float decay);

    /** A trained layer of the rule's own, beside the network. */
    Layer layer(String name, int inputs, int units, Activation activation);

    /** A trained layer of the kind of the network's output layer, so that {@link #loss} applies to it. */
    Layer head(String name, int inputs);

    /** Runs a local rule on every layer; the function chooses which. */
    BoundRule local(Function<Layer, LocalRule> choice);

    /**
     * The backward pass with a free choice of the matrices that carry the error down:
     * D_l = (D_{l+1} M_{l+1}) * phi_l'(A_l), and every layer is credited with its D_l. With M = W it is
     * back-propagation, with a fixed random M feedback alignment, with sign(W) sign symmetry.
     */
    BoundRule backward(FeedbackPath feedbackPath);

    /** The same; the function is asked once for each layer but the first, from below, for what carries its error down. */
    default BoundRule backward(Function<Layer, FeedbackWeights> choice) {
        List<FeedbackWeights> feedback =
                network().layers().stream().skip(1).map(choice).toList();
        return backward((layer, batch) -> feedback.get(layer.index() - 1).forBatch(batch));
    }

    /** Chooses the matrix (of the shape of the layer's weights) that carries a layer's error to the one below it. */
    @FunctionalInterface
    interface FeedbackPath {
        /** Null: the error is carried no further and the layers below rest. Never asked for layer 0. */
        Matrix weights(Layer layer, Batch batch);
    }

    /** What carries one layer's error to the one below it: a matrix of the shape of the layer's weights. */
    @FunctionalInterface
    interface FeedbackWeights {
        Matrix forBatch(Batch batch);
    }
}
