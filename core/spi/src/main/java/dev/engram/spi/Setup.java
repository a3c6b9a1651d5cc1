package dev.engram.spi;

import java.util.List;
import java.util.function.Function;

/**
 * Everything that a rule can request when it is bound to a network. Request all matrices in {@link LearningRule#bind}
 * and keep them in final fields, so that a step allocates nothing.
 *
 * <p>All matrices belong to the engine, and keep their shape during the run. The number of rows of a per-example matrix
 * is that of the current batch. States are saved with the run, and so are the parameters of requested layers. Scratch
 * memory is not saved: its contents at the start of a step are undefined.
 *
 * <p>The names of states, matrices and layers must be unique within the rule; a repeated name throws
 * {@link IncompatibleException}.
 */
public interface Setup {
    /** Returns the network to train. */
    Network network();

    /** Returns the loss, bound to the output layer of the network. */
    Objective loss();

    /** Returns the number of targets of an example. */
    int targets();

    /** Returns scratch memory with one row per example. */
    Scratch perExample(int cols);

    /** Returns scratch memory with {@code rows} rows for each example, one after the other. */
    Scratch perExample(int rows, int cols);

    /** Returns scratch memory of the shape of each layer's pre-activations, rows x units. */
    default Scratch[] likePreActivations() {
        Scratch[] all = new Scratch[network().depth()];
        for (int l = 0; l < all.length; l++) {
            all[l] = perExample(network().layer(l).units());
        }
        return all;
    }

    /** Returns scratch memory of the shape of each layer's outputs, rows x outputs. */
    default Scratch[] likeOutputs() {
        Scratch[] all = new Scratch[network().depth()];
        for (int l = 0; l < all.length; l++) {
            all[l] = perExample(network().layer(l).outputs());
        }
        return all;
    }

    /** Returns scratch memory of a fixed shape. */
    Scratch scratch(int rows, int cols);

    /** Returns scratch memory with one number per parameter of the network and the rule, as a matrix of one row. */
    Scratch likeParameters();

    /** Returns memory for the results of a forward pass of one layer. */
    Activations activations(Layer layer);

    /** Returns memory for the results of a forward pass of each layer. */
    default Activations[] activationsPerLayer() {
        Activations[] all = new Activations[network().depth()];
        for (int l = 0; l < all.length; l++) {
            all[l] = activations(network().layer(l));
        }
        return all;
    }

    /** Returns a matrix whose contents survive from step to step; initially 0. */
    Scratch state(String name, int rows, int cols);

    /** Returns a constant random matrix, normally distributed with mean 0 and standard deviation {@code scale}. */
    Matrix fixedGaussian(String name, int rows, int cols, float scale);

    /** Returns a constant random matrix, uniformly distributed in [-limit, limit). */
    Matrix fixedUniform(String name, int rows, int cols, float limit);

    /**
     * Returns a constant random matrix of the shape of the layer's weights, drawn by their initialiser and multiplied
     * by {@code scale}.
     */
    Matrix feedback(Layer layer, String name, float scale);

    /**
     * Returns a random matrix that is coupled to the weights of a layer: it has their shape, is drawn by their
     * initialiser, and makes the same steps as they do. Both are multiplied by {@code 1 - decay} at each step, so that
     * they become equal.
     */
    Matrix coupled(Layer layer, String name, float decay);

    /** Returns a new dense layer that is trained but does not belong to the network. The output layer must be dense. */
    Layer layer(String name, int inputs, int units, Activation activation);

    /**
     * Returns a new layer that is trained but does not belong to the network, and maps the pre-activations of
     * {@code layer} to its inputs: the adjoint of its synapses, such as a transposed convolution, with weights of the
     * same shape but its own, drawn by the initialiser of the output layer, and with one bias for each channel.
     */
    Layer inverse(Layer layer, String name, Activation activation);

    /**
     * Returns a new layer as {@link #layer}, with the activation of the output layer and as many units as targets, so
     * that {@link #loss} applies to its activations.
     */
    Layer head(String name, int inputs);

    /** Returns a rule that applies a local rule to each layer; {@code choice} is called once per layer. */
    BoundRule local(Function<Layer, LayerRule> choice);

    /**
     * Returns a rule that makes a backward pass with any matrices M in place of the weights:
     * D_l = (D_{l+1} M_{l+1}) * phi_l'(A_l), where every layer is credited with its D_l. With M = W it is
     * back-propagation, with a constant random M feedback alignment, with sign(W) sign symmetry.
     *
     * @param feedbackPath returns M; called at every step for each layer but the first, from the last
     */
    BoundRule backward(FeedbackPath feedbackPath);

    /**
     * Returns a rule as {@link #backward(FeedbackPath)}.
     *
     * @param choice returns the feedback of a layer; called once for each layer but the first, in increasing order
     */
    default BoundRule backward(Function<Layer, FeedbackWeights> choice) {
        List<FeedbackWeights> feedback =
                network().layers().stream().skip(1).map(choice).toList();
        return backward((layer, batch) -> feedback.get(layer.index() - 1).forBatch(batch));
    }

    /** The feedback of a backward pass. */
    @FunctionalInterface
    interface FeedbackPath {
        /**
         * Returns the matrix that propagates the error of {@code layer} to the layer before it, with the shape of its
         * weights. Null ends the backward pass: earlier layers are not trained. Never called for layer 0.
         */
        Matrix weights(Layer layer, Batch batch);
    }

    /** The feedback of one layer. */
    @FunctionalInterface
    interface FeedbackWeights {
        /** Returns the matrix that propagates the layer's error to the layer before it; null ends the backward pass. */
        Matrix forBatch(Batch batch);
    }
}
