package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import java.util.EnumSet;
import java.util.Set;

/**
 * A dense layer, and the base of other layers. Other synapses (convolution) override {@link #affine}, {@link
 * #backwardAffine}, {@link #accumulateOuterProduct}, {@link #creditBias} and {@link #jvp}. Another stage
 * (normalization, pooling, dropout) overrides {@link #beginPass}, {@link #applyStage}, {@link #activate}, {@link
 * #backwardActivation}, {@link #credit} and {@link #jvp}. A stage adds its own parameters to the arena as segments
 * and calls {@link Arena#zeroIfUncredited} before it adds to their gradient.
 */
public class BaseLayer implements Layer {
    private final int index;
    private final int inputs;
    private final int units;
    private final Activation phi;
    private final ActivationKernel kernel;
    private final Initialiser initialiser;
    private final int fanIn;
    private final int fanOut;
    private final MatrixView weights;
    protected final Arena arena;
    protected final ComputeContext computeContext;
    protected final Segment w;
    protected final Segment b;

    /**
     * The shape of the weights.
     *
     * @param units the number of pre-activations
     * @param rows the rows of the weight matrix and the length of the bias
     * @param cols the columns of the weight matrix
     * @param fanIn the fan-in used for initialisation
     * @param fanOut the fan-out used for initialisation
     */
    public record WeightShape(int units, int rows, int cols, int fanIn, int fanOut) {
        /** Returns the shape of a layer that connects every input to every unit. */
        public static WeightShape dense(int inputs, int units) {
            return new WeightShape(units, units, inputs, inputs, units);
        }
    }

    public BaseLayer(
            Arena arena,
            ComputeContext computeContext,
            LayerKind.BuildContext buildContext,
            WeightShape s,
            Activation phi,
            Initialiser weights,
            Initialiser bias) {
        this.arena = arena;
        this.computeContext = computeContext;
        this.index = buildContext.index();
        this.inputs = buildContext.inputs();
        this.units = s.units();
        this.phi = phi;
        this.kernel = ActivationKernel.of(phi);
        this.initialiser = weights;
        this.fanIn = s.fanIn();
        this.fanOut = s.fanOut();
        TooLargeException.checkParameters(index, arena.length(), s.rows(), s.cols());
        float[] biases = new float[s.rows()];
        bias.fill(biases, 0, biases.length, fanIn, fanOut, buildContext.bias());
        w = arena.add(
                buildContext.name() + "/weights",
                s.rows(),
                s.cols(),
                draw(s.rows() * s.cols(), buildContext.weights()),
                tags(buildContext, Parameter.Tag.WEIGHT));
        b = arena.add(buildContext.name() + "/bias", s.rows(), 1, biases, tags(buildContext, Parameter.Tag.BIAS));
        this.weights = arena.view(w);
    }

    private static Set<Parameter.Tag> tags(LayerKind.BuildContext buildContext, Parameter.Tag own) {
        Set<Parameter.Tag> tags = EnumSet.of(own);
        if (buildContext.index() < 0) {
            tags.add(Parameter.Tag.AUXILIARY);
        }
        if (buildContext.first()) {
            tags.add(Parameter.Tag.FIRST);
        }
        if (buildContext.last()) {
            tags.add(Parameter.Tag.LAST);
        }
        return tags;
    }

    /** Draws numbers from the same distribution as the initial weights of this layer. */
    final float[] draw(Rng rng) {
        return draw(w.size(), rng);
    }

    private float[] draw(int n, Rng rng) {
        float[] numbers = new float[n];
        initialiser.fill(numbers, 0, n, fanIn, fanOut, rng);
        return numbers;
    }

    @Override
    public final int index() {
        return index;
    }

    @Override
    public final int inputs() {
        return inputs;
    }

    @Override
    public final int units() {
        return units;
    }

    @Override
    public int outputs() {
        return units;
    }

    @Override
    public final Matrix weights() {
        return weights;
    }

    @Override
    public final Activation activation() {
        return phi;
    }

    /** Returns whether the layer consists of synapses and an activation only. */
    public boolean plain() {
        return true;
    }

    @Override
    public final void forward(Matrix in, Activations activations) {
        LayerActivations t = (LayerActivations) activations;
        t.in = in;
        affine(in, t.pre);
        applyStage(t);
    }

    /**
     * Called before the network learns from a batch, and with null before a prediction. A stage that is random in
     * training (dropout) draws from the streams of the batch here, so that every pass of a step sees the same noise.
     */
    protected void beginPass(Batch batch) {
        // An activation does not depend on the batch.
    }

    /**
     * Applies the stage in a forward pass, from pre-activations to outputs, and discards what {@link
     * #backwardActivation} stored in the activations.
     */
    protected void applyStage(LayerActivations t) {
        kernel.apply(t.pre.data, t.out.data, t.pre.rows, t.pre.cols);
    }

    @Override
    public void affine(Matrix in, Scratch a) {
        ArrayMatrix x = ArrayMatrix.of(in), y = ArrayMatrix.of(a);
        requireShapes(x.cols == inputs && y.cols == units && x.rows == y.rows, x, y);
        float[] p = arena.active();
        computeContext.operations.add((long) x.rows * units * inputs);
        if (computeContext.observer != null) {
            computeContext.observer.onForward(index);
        }
        Kernels.multiplyTransposedB(
                x.rows, units, inputs, x.data, x.offset, p, w.from(), p, b.from(), y.data, 0, computeContext.workspace);
    }

    @Override
    public void activate(Matrix a, Scratch h) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(h);
        requireShapes(x.cols == units && y.cols == units && x.rows == y.rows && x.offset == 0, x, y);
        kernel.apply(x.data, y.data, x.rows, x.cols);
    }

    @Override
    public void backwardActivation(Activations activations, Matrix delta, Scratch d) {
        if (computeContext.observer != null) {
            computeContext.observer.onErrorAtOutputs(this, delta);
        }
        if (d != delta) {
            d.set(delta);
        }
        LayerActivations t = (LayerActivations) activations;
        kernel.backward(t.pre.data, t.out.data, d.data(), t.pre.rows, t.pre.cols);
    }

    @Override
    public void backwardAffine(Matrix d, Matrix m, Scratch delta) {
        if (computeContext.observer != null) {
            computeContext.observer.onBackward(this, m);
        }
        delta.multiply(d, m);
    }

    @Override
    public void jvp(Activations activations, Matrix dIn, Matrix direction, Scratch dPre, Scratch dOut) {
        LayerActivations t = (LayerActivations) activations;
        if (direction == null) {
            dPre.fill(0);
        } else {
            ArrayMatrix x = ArrayMatrix.of(t.in), u = ArrayMatrix.of(direction);
            computeContext.operations.add((long) x.rows * units * inputs);
            Kernels.multiplyTransposedB(
                    x.rows,
                    units,
                    inputs,
                    x.data,
                    x.offset,
                    u.data,
                    w.from(),
                    u.data,
                    b.from(),
                    dPre.data(),
                    0,
                    computeContext.workspace);
        }
        if (dIn != null) {
            ArrayMatrix x = ArrayMatrix.of(dIn);
            requireShapes(x.cols == inputs && x.rows == dPre.rows(), x, ArrayMatrix.of(dPre));
            dOut.multiplyTransposedB(dIn, weights);
            dPre.add(1, dOut);
        }
        dOut.set(dPre);
        // Every activation has a symmetric Jacobian (elementwise, softmax), so the backward loop also computes the
        // forward derivative.
        kernel.backward(t.pre.data, t.out.data, dOut.data(), t.pre.rows, t.pre.cols);
    }

    @Override
    public void credit(Matrix d, Activations activations) {
        accumulateOuterProduct(1, d, activations.input());
        creditBias(1, d);
    }

    @Override
    public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
        ArrayMatrix d = ArrayMatrix.of(post), x = ArrayMatrix.of(pre);
        requireShapes(d.cols == w.rows && x.cols == w.cols && d.rows == x.rows, d, x);
        computeContext.operations.add((long) d.rows * w.rows * w.cols);
        Kernels.multiplyTransposedA(
                w.rows,
                w.cols,
                d.rows,
                scale / d.rows,
                d.data,
                d.offset,
                x.data,
                x.offset,
                w.credited,
                arena.gradient(),
                w.from(),
                computeContext.workspace);
        w.credited = true;
    }

    @Override
    public void creditBias(float scale, Matrix post) {
        ArrayMatrix d = ArrayMatrix.of(post);
        requireShapes(d.cols == b.rows, d, d);
        Kernels.sumRows(d.rows, d.cols, scale / d.rows, d.data, d.offset, b.credited, arena.gradient(), b.from());
        b.credited = true;
    }

    /** Adds {@code scale * g} to the gradient of the weights. */
    final void add(float scale, Matrix g) {
        ArrayMatrix t = ArrayMatrix.of(g);
        requireShapes(t.rows == w.rows && t.cols == w.cols, t, weights);
        arena.zeroIfUncredited(w);
        Kernels.add(scale, t.data, t.offset, arena.gradient(), w.from(), w.size());
    }

    private void requireShapes(boolean compatible, ArrayMatrix a, ArrayMatrix c) {
        if (!compatible) {
            throw new IllegalArgumentException("layer " + index + " (" + inputs + " inputs, " + units
                    + " units): the shapes " + a.shape() + " and " + c.shape() + " do not match");
        }
    }
}
