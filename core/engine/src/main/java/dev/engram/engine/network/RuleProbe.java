package dev.engram.engine.network;

import dev.engram.spi.Matrix;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Listens while a rule learns from one batch: which matrices bring the error to which layer, and by what the right
 * answer is heard of. It can also put another answer in place of the right one in just one of these ways, so that what
 * hangs on it shows. Attached for that batch only; the steps of a run are made without it.
 */
public final class RuleProbe {
    /** Ways in which a rule hears of the right answer. */
    public enum Channel {
        /** The loss's derivative at the network's output. */
        ERROR,
        /** The loss's value there, one number for each example. */
        SCALAR,
        /** The loss at a layer of the rule's own. */
        HEAD,
        /** Targets or labels themselves. */
        LABELS
    }

    /** What brought an error to the outputs of a layer. */
    record ObservedFeedback(Matrix matrix, boolean transposed, boolean direct) {}

    private static final Object OUTPUT_ERROR = new Object();

    private final int depth;
    private final ObservedFeedback[] observedFeedback;
    private final boolean[] forwardWeights;
    private final int[] forwardPasses;
    /** Where the numbers in a matrix come from: the output error, or the product with a carrier. */
    private final Map<Matrix, Object> origins = new IdentityHashMap<>();

    private final Matrix batchTargets;
    private boolean headWeights;
    private Matrix substitute;
    private Channel substitutedChannel;

    /**
     * @param depth layers of the network
     * @param batchTargets the targets of the batch
     */
    public RuleProbe(int depth, Matrix batchTargets) {
        this.depth = depth;
        this.batchTargets = batchTargets;
        observedFeedback = new ObservedFeedback[depth];
        forwardWeights = new boolean[depth];
        forwardPasses = new int[depth];
    }

    /** Whoever hears of the answer in this way is told another one. */
    public RuleProbe substituteTargets(Channel channel, Matrix substitute) {
        this.substitutedChannel = channel;
        this.substitute = substitute;
        return this;
    }

    /** The answer as it is heard in this way. */
    public Matrix observedTargets(Channel channel, Matrix targets) {
        return !isTargets(targets) ? targets : channel == substitutedChannel ? substitute : batchTargets;
    }

    private boolean isTargets(Matrix m) {
        return m != null && (m == batchTargets || m == substitute);
    }

    /** Is the answer another one in this way? */
    public boolean substitutes(Channel channel) {
        return channel == substitutedChannel;
    }

    /** Was there a matrix that carried an error to the outputs of this layer? */
    public boolean hasFeedback(int layer) {
        return observedFeedback[layer] != null;
    }

    /** The numbers of that matrix, in a copy. */
    public float[] feedbackMatrix(int layer) {
        return copyOf(observedFeedback[layer].matrix);
    }

    /** Were these the very weights that lie between, and not a matrix in their place? */
    public boolean usesForwardWeights(int layer) {
        return forwardWeights[layer];
    }

    /** Did an error pass down through the weights of a layer that the rule made for itself? */
    public boolean usesHeadWeights() {
        return headWeights;
    }

    /** How often the network was passed through from below: the most that any layer was. */
    public int forwardPasses() {
        int most = 0;
        for (int p : forwardPasses) {
            most = Math.max(most, p);
        }
        return most;
    }

    private static float[] copyOf(Matrix m) {
        ArrayMatrix t = ArrayMatrix.of(m);
        return Arrays.copyOfRange(t.data, t.offset, t.offset + t.rows * t.cols);
    }

    ObservedFeedback[] observedFeedback() {
        return observedFeedback;
    }

    void onForward(int layer) {
        if (layer >= 0) {
            forwardPasses[layer]++;
        }
    }

    /** The error above a layer is about to go down through {@code m}. */
    void onBackward(BaseLayer above, Matrix m) {
        boolean own = m == above.weights();
        if (above.index() > 0) {
            observedFeedback[above.index() - 1] = new ObservedFeedback(m, false, false);
            forwardWeights[above.index() - 1] |= own;
        } else if (above.index() < 0) {
            headWeights |= own;
        }
    }

    /** The output error now stands in {@code delta}. */
    void onOutputError(Matrix delta) {
        origins.put(delta, OUTPUT_ERROR);
    }

    /** A product of {@code left} with {@code carrier} (turned: with its transpose) now stands in {@code result}. */
    void onProduct(Matrix result, Matrix left, Matrix carrier, boolean transposed) {
        boolean direct = origins.get(left) == OUTPUT_ERROR || isTargets(left);
        origins.put(result, new ObservedFeedback(carrier, transposed, direct));
    }

    /** What stands in {@code result} was made of {@code from} element by element; null: of nothing. */
    void onElementwise(Matrix result, Matrix from) {
        Object origin = isTargets(from)
                ? OUTPUT_ERROR
                : from == null ? null : origins.get(from); // the answer may stand in for the error
        if (origin == null) {
            origins.remove(result);
        } else {
            origins.put(result, origin);
        }
    }

    /** An error has come to the outputs of a layer. */
    void onErrorAtOutputs(BaseLayer to, Matrix delta) {
        int l = to.index();
        if (l >= 0
                && l < depth - 1
                && observedFeedback[l] == null
                && origins.get(delta) instanceof ObservedFeedback c) {
            observedFeedback[l] = c;
        }
    }
}
