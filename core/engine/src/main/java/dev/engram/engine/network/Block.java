package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.matrix.Segment;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.LayerKernels;

/** A layer: synapses and the stages after them. {@link StagePasses} computes the stages. */
final class Block extends LayerDescription {
    private final int inputs;
    private final int units;
    private final LayerKernels kernels;
    private final LayerBinding binding;
    private final MatrixView weights;
    private final MatrixView bias;
    private final MatrixView weightDirection;
    private final MatrixView biasDirection;
    private final Segment.Gradient weightGradient;
    private final Segment.Gradient biasGradient;
    private final Arena arena;
    private final ComputeContext computeContext;
    final Segment w;
    /** The biases; null for a layer without. */
    final Segment b;
    /** The batch of the training step; null in an evaluation. */
    private Batch batch;

    Block(
            int index,
            BlockStages.Tap input,
            LayerBinding binding,
            AffineMap map,
            Activation activation,
            Arena arena,
            ComputeContext computeContext) {
        super(index, input, binding.input(), map, activation);
        this.binding = binding;
        this.arena = arena;
        this.computeContext = computeContext;
        kernels = binding.kernels();
        inputs = inputs();
        units = units();
        w = binding.weights();
        b = binding.bias();
        weights = arena.view(w);
        bias = b == null ? null : arena.view(b);
        weightDirection = new MatrixView(null, 0, w.rows(), w.cols());
        biasDirection = b == null ? null : new MatrixView(null, 0, b.rows(), 1);
        weightGradient = new Segment.Gradient(arena, w);
        biasGradient = b == null ? null : new Segment.Gradient(arena, b);
    }

    /** Draws numbers from the same distribution as the initial weights of this layer. */
    float[] draw(Rng rng) {
        return binding.draw(rng);
    }

    @Override
    public Matrix weights() {
        return weights;
    }

    @Override
    public int fanIn() {
        return binding.fanIn();
    }

    @Override
    public int fanOut() {
        return binding.fanOut();
    }

    @Override
    Batch batch() {
        return batch;
    }

    /**
     * Called before the network learns from a batch, and with null before an evaluation.
     *
     * @param update whether the next forward pass updates the state of the stages
     */
    void beginPass(Batch next, boolean update) {
        batch = next;
        stages().passes().updateAtNextPass(update && next != null);
    }

    @Override
    public void forward(Matrix in, Activations activations) {
        requireInputOfNetwork();
        pass(in, activations);
    }

    private void requireInputOfNetwork() {
        if (!readsInput()) {
            throw new IncompatibleException(
                    "the rule applies layers one by one, so no stage may come before the first weights;"
                            + " move or remove it");
        }
    }

    /** Computes a forward pass of the network through this layer. */
    void pass(Matrix in, Activations activations) {
        LayerActivations t = (LayerActivations) activations;
        t.in = in;
        affine(in, t.pre);
        stages().passes().forward(t);
    }

    @Override
    public void forward(Matrix in, Activations activations, Network.PreActivationHook hook) {
        requireInputOfNetwork();
        pass(in, activations, hook);
    }

    /** Computes a forward pass of the network through this layer, with a hook. */
    void pass(Matrix in, Activations activations, Network.PreActivationHook hook) {
        LayerActivations t = (LayerActivations) activations;
        t.in = in;
        affine(in, t.pre);
        hook.apply(index(), t.pre);
        stages().passes().forward(t);
    }

    @Override
    public void affine(Matrix in, Scratch a) {
        ArrayMatrix x = ArrayMatrix.of(in), y = ArrayMatrix.of(a);
        requireShapes(x.cols() == inputs && y.cols() == units && x.rows() == y.rows(), x, y);
        countProduct(x.rows());
        if (computeContext.observer() != null) {
            computeContext.observer().onForward(index());
        }
        map().forward(in, weights, bias, a);
    }

    private void countProduct(int rows) {
        computeContext.operations().add(rows * map().multiplyAdds());
    }

    @Override
    public void activate(Matrix a, Scratch h) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(h);
        requireShapes(
                x.cols() == units && y.cols() == outputs() && x.rows() == y.rows() && x.offset() == 0
                        || !onlyActivation(),
                x,
                y);
        stages().passes().activate(x, y);
    }

    @Override
    public void backwardActivation(Activations activations, Matrix delta, Scratch d) {
        if (computeContext.observer() != null) {
            computeContext.observer().onErrorAtOutputs(this, delta);
        }
        stages().passes().backward((LayerActivations) activations, delta, d);
    }

    @Override
    public void backwardFromActivation(Activations activations, Matrix delta, Scratch d) {
        if (computeContext.observer() != null) {
            computeContext.observer().onErrorAtOutputs(this, delta);
        }
        stages().passes().backwardFromActivation((LayerActivations) activations, delta, d);
    }

    @Override
    public void backwardBeforeActivation(Activations activations, Matrix delta, Scratch d) {
        stages().passes().backwardBeforeActivation((LayerActivations) activations, delta, d);
    }

    @Override
    public void backwardAffine(Matrix d, Matrix m, Scratch delta) {
        if (input().feedsSeveral()) {
            throw new IncompatibleException(
                    "the rule propagates errors from layer to layer by itself, which it cannot do"
                            + " in a network with residual connections");
        }
        propagate(d, m, delta);
    }

    /** Overwrites {@code delta} with the error at the inputs, one of several that may arrive there. */
    void propagate(Matrix d, Matrix m, Scratch delta) {
        ArrayMatrix e = ArrayMatrix.of(d), k = ArrayMatrix.of(m);
        requireShapes(k.rows() == w.rows() && k.cols() == w.cols(), k, weights);
        requireShapes(
                e.cols() == units && delta.rows() == e.rows() && delta.cols() == inputs, e, ArrayMatrix.of(delta));
        requireOther(d, delta);
        countProduct(e.rows());
        if (computeContext.observer() != null) {
            computeContext.observer().onBackward(this, m);
        }
        map().backward(d, m, delta);
        if (computeContext.observer() != null) {
            computeContext.observer().onProduct(delta, d, m, false);
        }
    }

    @Override
    public void unpool(Activations activations, Matrix h, Scratch d) {
        stages().passes().unpool((LayerActivations) activations, h, d);
    }

    private static void requireOther(Matrix operand, Matrix result) {
        if (ArrayMatrix.of(operand).data() == ArrayMatrix.of(result).data()) {
            throw new IllegalArgumentException("a product cannot overwrite one of its factors");
        }
    }

    @Override
    public void jvp(Activations activations, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut) {
        LayerActivations t = (LayerActivations) activations;
        float[] along = direction == null ? null : ArrayMatrix.of(direction).data();
        if (along == null) {
            dPre.fill(0);
        } else {
            weightDirection.wrap(along, w.from(), w.rows());
            if (b != null) {
                biasDirection.wrap(along, b.from(), b.rows());
            }
            countProduct(t.in.rows());
            map().forward(t.in, weightDirection, biasDirection, dPre);
        }
        Matrix from = t.source == null || dIn == null ? dIn : t.source.tangent(input().place());
        if (from != null) {
            ArrayMatrix x = ArrayMatrix.of(from);
            requireShapes(x.cols() == inputs && x.rows() == dPre.rows(), x, ArrayMatrix.of(dPre));
            ScratchMatrix part =
                    onlyActivation() ? (ScratchMatrix) dOut : stages().passes().unitBuffer();
            countProduct(x.rows());
            map().forward(from, weights, null, part);
            if (computeContext.observer() != null) {
                computeContext.observer().onProduct(part, from, weights, true);
            }
            dPre.add(1, part);
        }
        stages().passes().tangent(t, dPre, along, dOut);
    }

    @Override
    public void tangentActivation(Activations activations, Scratch dPre, Scratch dOut) {
        stages().passes().tangent((LayerActivations) activations, dPre, null, dOut);
    }

    @Override
    public void credit(Matrix d, Activations activations) {
        accumulateOuterProduct(1, d, activations.input());
        creditBias(1, d);
        stages().passes().credit((LayerActivations) activations, arena);
    }

    @Override
    public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
        ArrayMatrix d = ArrayMatrix.of(post), x = ArrayMatrix.of(pre);
        requireShapes(d.cols() == units && x.cols() == inputs && d.rows() == x.rows(), d, x);
        countProduct(d.rows());
        map().accumulate(scale, post, pre, weightGradient);
        w.markCredited();
    }

    @Override
    public void creditBias(float scale, Matrix post) {
        if (b != null) {
            ArrayMatrix d = ArrayMatrix.of(post);
            requireShapes(d.cols() == units, d, d);
            map().accumulateBias(scale, post, biasGradient);
            b.markCredited();
        }
    }

    @Override
    public void patches(int group, Matrix in, Scratch patches) {
        ArrayMatrix x = ArrayMatrix.of(in), y = ArrayMatrix.of(patches);
        requireShapes(x.cols() == inputs && y.cols() == w.cols() && y.rows() == x.rows() * positions(), x, y);
        map().patches(group, in, patches);
    }

    /** Returns what adds to the gradient of a part of the rows of the weights, of {@code parts} equal ones. */
    PartGradient gradient(int part, int parts) {
        return new PartGradient(this, part, parts, arena, kernels, computeContext.operations());
    }

    private void requireShapes(boolean compatible, ArrayMatrix a, ArrayMatrix c) {
        if (!compatible) {
            throw new IllegalArgumentException("layer " + index() + " (" + inputs + " inputs, " + units
                    + " units): the shapes " + a.shape() + " and " + c.shape() + " do not match");
        }
    }
}
