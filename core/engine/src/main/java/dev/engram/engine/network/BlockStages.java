package dev.engram.engine.network;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.matrix.Segment;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Matrix;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Scratch;
import dev.engram.spi.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The stages of a block, in order. They are added while the network is built; {@link #close} ends that. A block whose
 * only stage is an activation, as in a dense network, computes it in place.
 */
final class BlockStages {
    private final int index;
    private final Supplier<Batch> batch;
    private final Shape units;
    private final List<BoundStage> stages = new ArrayList<>();
    private final TreeSet<Integer> tapped = new TreeSet<>();
    private Activation activation;
    private Shape output;
    private BoundStage[] closed;
    /** The kernel of the only stage; null if there are others. */
    private ActivationKernel kernel;

    /** The position of the output of the last activation; 0 if there is none. */
    private int activationOutput;

    private boolean branching;
    private boolean withoutStages;
    private int consumers;
    private boolean updatePending;
    /** The error, or the tangent, at the input of each stage, and at the output. */
    private ScratchMatrix[] buffers;

    /**
     * The stages of a block.
     *
     * @param index the index of the block
     * @param batch returns the batch of the training step, null in an evaluation
     * @param units the shape of the pre-activations
     * @param activation the activation that follows them
     */
    BlockStages(int index, Supplier<Batch> batch, Shape units, Activation activation) {
        this(index, batch, units);
        this.activation = activation;
        if (activation.outputFunction() != OutputFunction.IDENTITY) {
            addActivation();
        }
    }

    private BlockStages(int index, Supplier<Batch> batch, Shape units) {
        this.index = index;
        this.batch = batch;
        this.units = units;
        this.output = units;
    }

    /** Returns the stages before the first weights, which read the input of the network. */
    static BlockStages ofInput(Supplier<Batch> batch, Shape input) {
        return new BlockStages(-1, batch, input);
    }

    /**
     * A place in a network where numbers can be read and errors can arrive: the output of the first {@code position}
     * stages of a block.
     *
     * @param stages the stages of the block; null for the input of the network
     * @param position 0 for the pre-activations, the number of stages for the output
     */
    record Tap(BlockStages stages, int position) {
        static final Tap NETWORK_INPUT = new Tap(null, 0);

        /** Returns the position once all stages of the block are known: a block without any gets one. */
        int place() {
            return stages != null && stages.withoutStages ? 1 : position;
        }

        /** Returns the index of the block; -1 for the input of the network. */
        int index() {
            return stages == null ? -1 : stages.index;
        }

        /** Returns whether numbers are read before the first weights, where no error has to arrive. */
        boolean beforeWeights() {
            return index() < 0;
        }

        /** Returns whether more than one thing reads the numbers of the block. */
        boolean feedsSeveral() {
            return stages != null && stages.consumers > 1;
        }

        /** Returns the pass of the block; null for the input of the network. */
        LayerActivations in(Activations[] pass) {
            if (stages == null) {
                return null;
            }
            return stages.index < 0
                    ? ((LayerActivations) pass[0]).beforeWeights
                    : (LayerActivations) pass[stages.index];
        }
    }

    private void addActivation() {
        ActivationStage stage = new ActivationStage(activation, output);
        stages.add(BoundStage.simple("activation", stage, output));
    }

    void add(BoundStage stage) {
        stages.add(stage);
        output = stage.output();
        if (stage.stage() instanceof ActivationStage a) {
            activation = a.function();
        }
    }

    /** Replaces the shape of the output, which has as many numbers. */
    void reshape(Shape shape) {
        output = shape;
    }

    /** Returns the place at the end of the stages so far, which something reads. */
    Tap tap() {
        tapped.add(stages.size());
        consumers++;
        return new Tap(this, stages.size());
    }

    /**
     * Ends the building.
     *
     * @param residual whether the network has residual connections
     */
    void close(boolean residual) {
        branching = residual;
        withoutStages = stages.isEmpty();
        if (withoutStages) {
            addActivation();
        }
        closed = stages.toArray(BoundStage[]::new);
        for (int i = 0; i < closed.length; i++) {
            activationOutput = closed[i].stage() instanceof ActivationStage ? i + 1 : activationOutput;
        }
        kernel = closed.length == 1 && closed[0].stage() instanceof ActivationStage a ? a.kernel() : null;
    }

    /** Returns the index of the block; -1 for the stages before the first weights. */
    int index() {
        return index;
    }

    boolean onlyActivation() {
        return kernel != null;
    }

    Activation activation() {
        return activation;
    }

    /** Returns the activation that is the last stage; null if another stage is the last. */
    Activation lastActivation() {
        return closed[closed.length - 1].stage() instanceof ActivationStage a ? a.function() : null;
    }

    Shape output() {
        return output;
    }

    Shape activationShape() {
        return activationOutput == 0 ? units : closed[activationOutput - 1].output();
    }

    /** Returns whether the stages are any number of pools and an activation after them. */
    boolean poolsBeforeActivation() {
        boolean pools = activationOutput == closed.length;
        for (int i = 0; i < closed.length - 1; i++) {
            pools &= closed[i].stage().pooling();
        }
        return pools;
    }

    float min() {
        float min = Float.NEGATIVE_INFINITY;
        for (BoundStage s : closed) {
            min = s.stage().min(min);
        }
        return min;
    }

    boolean differentiable() {
        return stages.stream().allMatch(s -> s.stage().differentiable());
    }

    boolean separatesExamples() {
        return stages.stream().allMatch(s -> s.stage().separatesExamples());
    }

    int minExamples() {
        return stages.stream().mapToInt(s -> s.stage().minExamples()).max().orElse(1);
    }

    void updateAtNextPass(boolean update) {
        updatePending = update;
    }

    /**
     * Returns memory for the results of a forward pass.
     *
     * @param perExample creates a matrix with a row for each example
     */
    LayerActivations activations(IntFunction<ScratchMatrix> perExample, Arena arena, int capacity) {
        int n = closed.length;
        ScratchMatrix[] between = new ScratchMatrix[n - 1];
        StageMemory[] memory = new StageMemory[n];
        for (int i = 0; i < n; i++) {
            memory[i] = new StageMemory(closed[i], batch, arena, capacity);
            if (i < n - 1) {
                between[i] = perExample.apply(closed[i].output().size());
            }
        }
        if (buffers == null && (kernel == null || branching)) {
            buffers = new ScratchMatrix[n + 1];
            for (int i = 0; i <= n; i++) {
                buffers[i] = perExample.apply(sizeAt(i));
            }
        }
        ScratchMatrix[] deposits = new ScratchMatrix[branching ? n + 1 : 0];
        for (int p : branching ? tapped : new TreeSet<Integer>()) {
            int position = withoutStages ? 1 : p;
            deposits[position] = perExample.apply(sizeAt(position));
        }
        return new LayerActivations(
                index,
                perExample.apply(units.size()),
                perExample.apply(output.size()),
                between,
                memory,
                deposits,
                activationOutput);
    }

    private int sizeAt(int position) {
        return position == 0 ? units.size() : closed[position - 1].output().size();
    }

    /** Returns scratch memory of the shape of the pre-activations. */
    ScratchMatrix unitBuffer() {
        return buffers[0];
    }

    /** Before a forward pass of the network, connects residual stages with what they add. */
    void connect(LayerActivations t, Matrix networkInput, Activations[] pass) {
        for (int i = 0; i < closed.length; i++) {
            if (closed[i].stage() instanceof SkipStage s) {
                LayerActivations source = s.source().in(pass);
                t.memory[i].connect(
                        source == null ? networkInput : source.at(s.source().place()),
                        s.source().beforeWeights() ? null : source);
            }
        }
    }

    /** After a forward pass of the network, forgets what residual stages have added. */
    void disconnect(LayerActivations t) {
        for (int i = 0; i < closed.length; i++) {
            t.memory[i].disconnect();
        }
    }

    /** Applies the stages in a forward pass, from pre-activations to outputs. */
    void forward(LayerActivations t) {
        if (kernel != null) {
            if (branching) {
                t.beginForward();
            }
            kernel.apply(t.pre.data(), t.out.data(), t.pre.rows(), t.pre.cols());
            return;
        }
        t.beginForward();
        for (int i = 0; i < closed.length; i++) {
            closed[i].stage().forward(t.memory[i], t.at(i).data(), t.at(i + 1).data());
            if (updatePending) {
                closed[i].stage().update(t.memory[i]);
            }
        }
        updatePending = false;
    }

    void activate(ArrayMatrix a, ArrayMatrix h) {
        if (kernel == null) {
            throw new IncompatibleException("the rule applies the activation of layer " + index
                    + " by itself, which is possible only if the layer has no other stage");
        }
        kernel.apply(a.data(), h.data(), a.rows(), a.cols());
    }

    /** Overwrites {@code d} with the error at the pre-activations, without what residual connections bring. */
    void backward(LayerActivations t, Matrix delta, Scratch d) {
        if (kernel != null) {
            if (d != delta) {
                d.set(delta);
            }
            kernel.backward(t.pre.data(), t.out.data(), d.data(), t.pre.rows(), t.pre.cols());
        } else {
            backward(t, closed.length, buffers[closed.length].set(delta).data(), d, false);
        }
    }

    /** Overwrites {@code d} with the error at the pre-activations; {@code delta} is at the output of the activation. */
    void backwardFromActivation(LayerActivations t, Matrix delta, Scratch d) {
        if (activationOutput == closed.length) {
            backward(t, delta, d);
        } else {
            backwardFrom(activationOutput, t, delta, d);
        }
    }

    /** Overwrites {@code d} with the error at the pre-activations; {@code delta} is at the input of the activation. */
    void backwardBeforeActivation(LayerActivations t, Matrix delta, Scratch d) {
        backwardFrom(Math.max(0, activationOutput - 1), t, delta, d);
    }

    private void backwardFrom(int position, LayerActivations t, Matrix delta, Scratch d) {
        if (position > 0) {
            backward(t, position, buffers[position].set(delta).data(), d, false);
        } else if (d != delta) {
            d.set(delta);
        }
    }

    /** Returns the memory for the error at the input of the last stage. */
    float[] errorBeforeLast() {
        return buffers[closed.length - 1].data();
    }

    /** Returns the memory for the error at the output. */
    float[] errorAtOutput() {
        return buffers[closed.length].data();
    }

    /**
     * Overwrites {@code d} with the error at the pre-activations that follows from an error before the last stage, or
     * at the output.
     */
    void backwardFromLoss(LayerActivations t, boolean beforeLast, Scratch d) {
        int position = beforeLast ? closed.length - 1 : closed.length;
        backward(t, position, buffers[position].data(), d, false);
    }

    /**
     * Does the same for all errors that arrive in a network with residual connections. Returns false if none has
     * arrived.
     */
    boolean backwardDeposits(LayerActivations t, Scratch d) {
        boolean some = false;
        for (int p = 0; p <= closed.length; p++) {
            some |= t.hasDeposit(p);
        }
        if (!some) {
            return false;
        }
        int n = closed.length;
        float[] arrived = t.takeDeposit(n);
        Scratch delta = buffers[n];
        if (arrived == null) {
            delta.fill(0);
        } else {
            System.arraycopy(arrived, 0, delta.data(), 0, delta.rows() * delta.cols());
        }
        backward(t, n, delta.data(), d, true);
        return true;
    }

    /** Overwrites {@code d} with numbers that the pools map to {@code h}; activations are left out. */
    void unpool(LayerActivations t, Matrix h, Scratch d) {
        if (kernel != null) {
            d.set(h);
            return;
        }
        Scratch x = buffers[closed.length].set(h);
        for (int i = closed.length - 1; i >= 0; i--) {
            Scratch next = i == 0 ? d : buffers[i];
            if (closed[i].stage() instanceof ActivationStage) {
                next.set(x);
            } else {
                closed[i].stage().unpool(t.memory[i], x.data(), next.data());
            }
            x = next;
        }
    }

    private void backward(LayerActivations t, int from, float[] delta, Scratch d, boolean deposits) {
        float[] error = delta;
        for (int i = from - 1; i >= 0; i--) {
            Scratch next = i == 0 ? d : buffers[i];
            closed[i].stage().backward(t.memory[i], t.at(i).data(), t.at(i + 1).data(), error, next.data());
            error = next.data();
            float[] arrived = deposits ? t.takeDeposit(i) : null;
            if (arrived != null) {
                Kernels.add(1, arrived, 0, error, 0, next.rows() * next.cols());
            }
        }
        t.backwardStages = from;
    }

    /** Adds to the gradient what follows from the last backward pass for the parameters of the stages. */
    void credit(LayerActivations t, Arena arena) {
        if (kernel == null) {
            for (int i = 0; i < t.backwardStages; i++) {
                List<Segment> parameters = closed[i].parameters();
                for (int k = 0; k < parameters.size(); k++) {
                    arena.zeroIfUncredited(parameters.get(k));
                }
                closed[i].stage().credit(t.memory[i], arena.gradient());
            }
        }
    }

    /** Overwrites {@code dOut} with the derivative of the outputs; {@code dPre} is that of the pre-activations. */
    void tangent(LayerActivations t, Scratch dPre, float[] direction, Scratch dOut) {
        if (kernel != null) {
            dOut.set(dPre);
            // The Jacobian of an activation is symmetric.
            kernel.backward(t.pre.data(), t.out.data(), dOut.data(), t.pre.rows(), t.pre.cols());
        } else {
            float[] u = dPre.data();
            for (int i = 0; i < closed.length; i++) {
                float[] v = i == closed.length - 1 ? dOut.data() : buffers[i + 1].data();
                t.memory[i].direction(direction);
                closed[i]
                        .stage()
                        .tangent(t.memory[i], t.at(i).data(), t.at(i + 1).data(), u, v);
                u = v;
            }
        }
        if (branching) {
            for (int i = 1; i < closed.length; i++) {
                t.tangent(i, buffers[i]);
            }
            t.tangent(0, dPre);
            t.tangent(closed.length, dOut);
        }
    }
}
