package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.spi.Batch;
import dev.engram.spi.Matrix;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.StagePass;
import java.util.function.Supplier;

/** The memory of one stage in one forward pass. */
final class StageMemory implements StagePass {
    private final BoundStage stage;
    private final Supplier<Batch> batch;
    private final Arena arena;
    private final float[][] floats;
    private final int[][] ints;
    private LayerActivations owner;
    private float[] direction;
    private Matrix skip;
    private LayerActivations skipSource;

    StageMemory(BoundStage stage, Supplier<Batch> batch, Arena arena, int capacity) {
        this.stage = stage;
        this.batch = batch;
        this.arena = arena;
        floats = new float[stage.floats().size()][];
        for (int i = 0; i < floats.length; i++) {
            BoundStage.FloatRequest f = stage.floats().get(i);
            floats[i] = new float[Math.addExact(Math.multiplyExact(capacity, f.perExample()), f.fixed())];
        }
        ints = new int[stage.ints().size()][];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = new int[Math.multiplyExact(capacity, stage.ints().get(i))];
        }
    }

    void owner(LayerActivations activations) {
        owner = activations;
    }

    void direction(float[] along) {
        direction = along;
    }

    /** Sets the term that a {@link SkipStage} adds, and the pass that it comes from, null for the network's input. */
    void connect(Matrix term, LayerActivations source) {
        skip = term;
        skipSource = source;
    }

    /** Forgets the term after the pass, so that it cannot be added again. */
    void disconnect() {
        skip = null;
    }

    Matrix skip() {
        return skip;
    }

    LayerActivations skipSource() {
        return skipSource;
    }

    @Override
    public int rows() {
        return owner.pre.rows();
    }

    @Override
    public boolean training() {
        return batch.get() != null;
    }

    @Override
    public float[] parameters() {
        return arena.active();
    }

    @Override
    public float[] direction() {
        return direction;
    }

    @Override
    public float[] floats(int index) {
        return floats[index];
    }

    @Override
    public int[] ints(int index) {
        return ints[index];
    }

    @Override
    public Rng random() {
        Batch current = batch.get();
        if (current == null) {
            throw new IllegalStateException(stage.name() + ": an evaluation has no random stream");
        }
        return current.random(stage.name());
    }
}
