package dev.engram.engine.inspect;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.RuleObserver;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric.Feedback;
import dev.engram.spi.Network;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records which matrices carry the error to which layer while a rule learns from one batch. Can also substitute other
 * targets in one {@link RuleObserver.Channel}, which shows what depends on that channel.
 */
final class RuleProbe implements RuleObserver {
    /**
     * The matrix that brought an error to the outputs of a layer.
     *
     * @param direct whether it was multiplied with the output error itself
     */
    private record ObservedFeedback(Matrix matrix, boolean transposed, boolean direct) {}

    private static final Object OUTPUT_ERROR = new Object();

    private final int depth;
    private final ObservedFeedback[] observedFeedback;
    private final boolean[] forwardWeights;
    private final int[] forwardPasses;
    /** The origin of the numbers in a matrix: the output error, or an {@link ObservedFeedback}. */
    private final Map<Matrix, Object> origins = new IdentityHashMap<>();

    private final Matrix batchTargets;
    private final Set<Channel> consulted = EnumSet.noneOf(Channel.class);
    private boolean headWeights;
    private Matrix substitute;
    private Channel substitutedChannel;

    /**
     * @param depth the number of layers of the network
     * @param batchTargets the targets of the batch
     */
    RuleProbe(int depth, Matrix batchTargets) {
        this.depth = depth;
        this.batchTargets = batchTargets;
        observedFeedback = new ObservedFeedback[depth];
        forwardWeights = new boolean[depth];
        forwardPasses = new int[depth];
    }

    /** Replaces the targets that the rule sees through this channel. */
    void substituteTargets(Channel channel, Matrix substitute) {
        this.substitutedChannel = channel;
        this.substitute = substitute;
    }

    @Override
    public Matrix observedTargets(Channel channel, Matrix targets) {
        if (!isTargets(targets)) {
            return targets;
        }
        consulted.add(channel);
        return channel == substitutedChannel ? substitute : batchTargets;
    }

    private boolean isTargets(Matrix m) {
        return m != null && (m == batchTargets || m == substitute);
    }

    /** Returns whether the targets are substituted in this channel, through which the rule looks at them. */
    boolean substitutes(Channel channel) {
        consulted.add(channel);
        return channel == substitutedChannel;
    }

    /** Returns whether the rule has looked at the targets through this channel. */
    boolean consulted(Channel channel) {
        return consulted.contains(channel);
    }

    /** Returns whether a matrix carried an error to the outputs of this layer. */
    boolean hasFeedback(int layer) {
        return observedFeedback[layer] != null;
    }

    /** Returns a copy of the numbers in that matrix, row by row. */
    float[] feedbackMatrix(int layer) {
        return copyOf(observedFeedback[layer].matrix).data();
    }

    /** Returns whether that matrix was the forward weights themselves. */
    boolean usesForwardWeights(int layer) {
        return forwardWeights[layer];
    }

    /** Returns whether an error was propagated through the weights of an auxiliary layer of the rule. */
    boolean usesHeadWeights() {
        return headWeights;
    }

    /** Returns the number of forward passes: the largest number for any layer. */
    int forwardPasses() {
        int largest = 0;
        for (int p : forwardPasses) {
            largest = Math.max(largest, p);
        }
        return largest;
    }

    /**
     * Returns the matrices that carried the error, each with the weights that it replaces, if the shapes agree.
     * The matrices are the rule's own and valid until it learns again.
     *
     * @param plain whether every layer consists of synapses and an activation, so that the product of weights is
     *     defined
     */
    List<Feedback> feedback(Network network, boolean plain) {
        List<Feedback> found = new ArrayList<>();
        for (int l = 0; l < network.depth() - 1; l++) {
            ObservedFeedback observed = observedFeedback[l];
            if (observed == null || observed.direct && !plain) {
                continue;
            }
            Matrix weights = observed.direct
                    ? weightsAbove(network, l)
                    : network.layer(l + 1).weights();
            Matrix matrix = observed.transposed ? transpose(observed.matrix) : observed.matrix;
            if (matrix.rows() == weights.rows() && matrix.cols() == weights.cols()) {
                found.add(new Feedback("layer" + l, matrix, weights));
            }
        }
        return found;
    }

    /** Returns the product of all weights above a layer: outputs of the network x outputs of the layer. */
    private static Matrix weightsAbove(Network network, int l) {
        Matrix product = network.last().weights();
        for (int k = network.depth() - 2; k > l; k--) {
            Matrix w = network.layer(k).weights();
            product = newMatrix(product.rows(), w.cols()).multiply(product, w);
        }
        return product;
    }

    private static ScratchMatrix copyOf(Matrix m) {
        ScratchMatrix copy = newMatrix(m.rows(), m.cols());
        copy.set(m);
        return copy;
    }

    private static Matrix transpose(Matrix m) {
        ScratchMatrix t = newMatrix(m.cols(), m.rows());
        for (int r = 0; r < m.rows(); r++) {
            for (int c = 0; c < m.cols(); c++) {
                t.data()[c * m.rows() + r] = m.get(r, c);
            }
        }
        return t;
    }

    private static ScratchMatrix newMatrix(int rows, int cols) {
        return new ScratchMatrix(rows, cols, new ComputeContext());
    }

    @Override
    public void onForward(int layer) {
        if (layer >= 0) {
            forwardPasses[layer]++;
        }
    }

    @Override
    public void onBackward(Layer layer, Matrix m) {
        boolean own = m == layer.weights();
        if (layer.below() >= 0) {
            observedFeedback[layer.below()] = new ObservedFeedback(m, false, false);
            forwardWeights[layer.below()] |= own;
        } else if (layer.index() < 0) {
            headWeights |= own;
        }
    }

    @Override
    public void onOutputError(Matrix delta) {
        origins.put(delta, OUTPUT_ERROR);
    }

    @Override
    public void onProduct(Matrix result, Matrix left, Matrix right, boolean transposed) {
        boolean direct = origins.get(left) == OUTPUT_ERROR || isTargets(left);
        origins.put(result, new ObservedFeedback(right, transposed, direct));
    }

    @Override
    public void onElementwise(Matrix result, Matrix from) {
        Object origin = null;
        if (isTargets(from)) {
            origin = OUTPUT_ERROR; // targets may take the place of the error
        } else if (from != null) {
            origin = origins.get(from);
        }
        if (origin == null) {
            origins.remove(result);
        } else {
            origins.put(result, origin);
        }
    }

    @Override
    public void onErrorAtOutputs(Layer layer, Matrix delta) {
        int l = layer.index();
        if (l >= 0
                && l < depth - 1
                && observedFeedback[l] == null
                && origins.get(delta) instanceof ObservedFeedback feedback) {
            observedFeedback[l] = feedback;
        }
    }
}
