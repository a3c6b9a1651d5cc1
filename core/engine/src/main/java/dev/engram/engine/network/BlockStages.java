package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Matrix;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The stages of a block, in order. They are added while the network is built; {@link #close} ends that. Then {@link
 * #passes} computes them.
 */
final class BlockStages {
    private final int index;
    private final Supplier<Batch> batch;
    private final Shape units;
    private final List<BoundStage> stages = new ArrayList<>();
    private final TreeSet<Integer> tapped = new TreeSet<>();
    /** The activation of the synapses. */
    private final Activation first;

    private Activation activation;
    private Shape output;
    private BoundStage[] closed;
    /** The position of the output of the last activation; 0 if there is none. */
    private int activationOutput;

    private boolean withoutStages;
    private int consumers;
    private StagePasses passes;

    /**
     * The stages of a block.
     *
     * @param index the index of the block
     * @param batch returns the batch of the training step, null in an evaluation
     * @param units the shape of the pre-activations
     * @param activation the activation that follows them; null for none
     */
    BlockStages(int index, Supplier<Batch> batch, Shape units, Activation activation) {
        this.index = index;
        this.batch = batch;
        this.units = units;
        this.output = units;
        this.first = activation;
        this.activation = activation;
        if (activation != null && activation.outputFunction() != OutputFunction.IDENTITY) {
            addActivation();
        }
    }

    /** Returns the stages before the first weights, which read the input of the network. */
    static BlockStages ofInput(Supplier<Batch> batch, Shape input) {
        return new BlockStages(-1, batch, input, null);
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

    /**
     * Ends the stages of a shortcut, so that the stages that follow read what the shortcut has read.
     *
     * @param begin the number of stages before the shortcut
     * @param shape the shape of what it has read
     */
    void endShortcut(int begin, Shape shape) {
        if (stages.size() > begin) {
            stages.add(BoundStage.simple("fork", new ForkStage(begin, shape), shape));
            activation = first;
            for (int i = 0; i < begin; i++) {
                if (stages.get(i).stage() instanceof ActivationStage a) {
                    activation = a.function();
                }
            }
        }
        output = shape;
    }

    /** Returns the number of stages so far. */
    int size() {
        return stages.size();
    }

    /** Replaces the shape of the output, which has as many numbers. */
    void reshape(Shape shape) {
        output = shape;
    }

    /** Returns the place at the end of the stages so far, which something reads. */
    Tap tap() {
        tapped.add(stages.size());
        consumers++;
        return tap(stages.size());
    }

    private Tap tap(int position) {
        return new Tap(this, position);
    }

    /**
     * Ends the building.
     *
     * @param residual whether the network has residual connections
     */
    void close(boolean residual) {
        withoutStages = stages.isEmpty();
        if (withoutStages) {
            addActivation();
        }
        closed = stages.toArray(BoundStage[]::new);
        int[] lastActivation = new int[closed.length + 1];
        for (int i = 0; i < closed.length; i++) {
            lastActivation[i + 1] =
                    closed[i].stage() instanceof ActivationStage ? i + 1 : lastActivation[closed[i].reads(i)];
        }
        activationOutput = lastActivation[closed.length];
        int[] arrivals =
                residual ? tapped.stream().mapToInt(p -> tap(p).place()).toArray() : null;
        passes = new StagePasses(index, batch, units, closed, activationOutput, arrivals);
    }

    /** Returns the computation of the stages. */
    StagePasses passes() {
        return passes;
    }

    /** Returns the index of the block; -1 for the stages before the first weights. */
    int index() {
        return index;
    }

    boolean onlyActivation() {
        return passes.onlyActivation();
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
        float[] min = new float[closed.length + 1];
        min[0] = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < closed.length; i++) {
            min[i + 1] = closed[i].stage().min(min[closed[i].reads(i)]);
        }
        return min[closed.length];
    }

    boolean differentiable() {
        for (BoundStage s : stages) {
            if (!s.stage().differentiable()) {
                return false;
            }
        }
        return true;
    }

    boolean separatesExamples() {
        for (BoundStage s : stages) {
            if (!s.stage().separatesExamples()) {
                return false;
            }
        }
        return true;
    }

    int minExamples() {
        int most = 1;
        for (BoundStage s : stages) {
            most = Math.max(most, s.stage().minExamples());
        }
        return most;
    }

    /** Returns the bytes that a forward pass keeps of each example. */
    long activationBytes() {
        long numbers = units.size();
        for (BoundStage s : closed) {
            numbers += s.numbersPerExample();
        }
        return Float.BYTES * numbers;
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
}
