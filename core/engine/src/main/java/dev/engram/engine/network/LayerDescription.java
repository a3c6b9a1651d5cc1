package dev.engram.engine.network;

import dev.engram.spi.Activation;
import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.shape.Shape;

/** What a layer is, without what it computes: its place in the network, its shapes and its properties. */
abstract class LayerDescription implements Layer {
    private final int index;
    private final BlockStages.Tap input;
    private final Shape inputShape;
    private final AffineMap map;
    private final Shape unitShape;
    private final int units;
    private final BlockStages stages;

    /**
     * The description of a layer.
     *
     * @param index 0 for the first layer; -1 for an auxiliary layer of a rule
     * @param input the place where the input is read
     * @param inputShape the shape of the input
     * @param map the map of the synapses
     * @param activation the activation after the synapses
     */
    LayerDescription(int index, BlockStages.Tap input, Shape inputShape, AffineMap map, Activation activation) {
        this.index = index;
        this.input = input;
        this.inputShape = inputShape;
        this.map = map;
        unitShape = map.output();
        units = unitShape.size();
        stages = new BlockStages(index, this::batch, unitShape, activation);
    }

    /** Returns the batch of the training step; null in an evaluation. */
    abstract Batch batch();

    /** Returns the stages after the synapses. */
    final BlockStages stages() {
        return stages;
    }

    /** Returns the place where the input is read. */
    final BlockStages.Tap input() {
        return input;
    }

    @Override
    public final int index() {
        return index;
    }

    @Override
    public final int below() {
        return input.index();
    }

    @Override
    public final Shape inputShape() {
        return inputShape;
    }

    @Override
    public final Shape unitShape() {
        return unitShape;
    }

    @Override
    public final Shape outputShape() {
        return stages.output();
    }

    @Override
    public final Shape activationShape() {
        return stages.activationShape();
    }

    @Override
    public final long multiplyAdds() {
        return map.multiplyAdds();
    }

    @Override
    public final long activationBytes() {
        return stages.activationBytes();
    }

    @Override
    public final boolean poolsBeforeActivation() {
        return input.index() == Math.max(index, 0) - 1 && stages.poolsBeforeActivation();
    }

    @Override
    public final int positions() {
        return map.positions();
    }

    @Override
    public final int groups() {
        return map.groups();
    }

    @Override
    public final int inputs() {
        return inputShape.size();
    }

    @Override
    public final int units() {
        return units;
    }

    @Override
    public final int outputs() {
        return stages.output().size();
    }

    @Override
    public final Activation activation() {
        return stages.activation();
    }

    @Override
    public final float min() {
        return stages.min();
    }

    @Override
    public final boolean differentiable() {
        return stages.differentiable();
    }

    @Override
    public final boolean separatesExamples() {
        return stages.separatesExamples() && (readsInput() || input.stages().separatesExamples());
    }

    @Override
    public final int minExamples() {
        return readsInput()
                ? stages.minExamples()
                : Math.max(stages.minExamples(), input.stages().minExamples());
    }

    @Override
    public final boolean plain() {
        return map.dense() && onlyActivation() && readsInput() && input.index() == Math.max(index, 0) - 1;
    }

    /** Returns whether no stage before the first weights changes the input of the layer. */
    final boolean readsInput() {
        return input.stages() == null || !input.beforeWeights();
    }

    /** Returns whether an activation is the only stage, whatever the synapses. */
    final boolean onlyActivation() {
        return stages.onlyActivation();
    }

    /** Returns the map of the synapses. */
    final AffineMap map() {
        return map;
    }

    /** Returns whether the layer has full connections. */
    final boolean dense() {
        return map.dense();
    }
}
