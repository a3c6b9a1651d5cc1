package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.Map;
import java.util.TreeMap;

/** One layer as a local rule sees it. Each request looks a matrix up before it creates one, without a lambda. */
final class LayerSynapses implements Synapses {
    private static final String EXAMPLES = "rows for examples";
    private static final String SCRATCH = "scratch";
    private static final String STATE = "state";
    private static final String FIXED = "fixed matrix";

    private final Setup setup;
    private final Block block;
    private final Map<String, ScratchMatrix> matrices = new TreeMap<>();
    private final Map<String, String> purposes = new TreeMap<>();
    private Activations activations;
    private Matrix noise;
    private Matrix signal;

    LayerSynapses(Setup setup, Block block) {
        this.setup = setup;
        this.block = block;
    }

    void bind(Activations activations, Matrix noise, Matrix signal) {
        this.activations = activations;
        this.noise = noise;
        this.signal = signal;
    }

    @Override
    public Matrix input() {
        return activations.input();
    }

    @Override
    public Matrix preActivation() {
        return activations.preActivation();
    }

    @Override
    public Matrix output() {
        return activations.output();
    }

    @Override
    public Matrix weights() {
        return block.weights();
    }

    @Override
    public Matrix signal() {
        return signal;
    }

    @Override
    public Matrix noise() {
        return noise;
    }

    @Override
    public void backwardActivation(Matrix delta, Scratch d) {
        block.backwardActivation(activations, delta, d);
    }

    @Override
    public void credit(Matrix d) {
        block.credit(d, activations);
    }

    @Override
    public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
        block.accumulateOuterProduct(scale, post, pre);
    }

    @Override
    public void accumulate(float scale, Matrix g) {
        block.add(scale, g);
    }

    @Override
    public void creditBias(float scale, Matrix post) {
        block.creditBias(scale, post);
    }

    /** Stores the matrix of a name on its first request. */
    private ScratchMatrix register(String name, String purpose, Matrix created) {
        ScratchMatrix matrix = (ScratchMatrix) created;
        matrices.put(name, matrix);
        purposes.put(name, purpose);
        return matrix;
    }

    /** Returns the matrix of this name if it has the requested purpose and shape; null if there is none yet. */
    private ScratchMatrix existing(String name, String purpose, int rows, int cols) {
        ScratchMatrix w = matrices.get(name);
        if (w == null) {
            return null;
        }
        if (!purposes.get(name).equals(purpose) || w.cols() != cols || rows > 0 && w.rows() != rows) {
            throw new IllegalArgumentException("'" + name + "' was requested as " + purposes.get(name) + " of "
                    + w.shape() + " before; use another name for the " + purpose + " of " + (rows > 0 ? rows + "x" : "")
                    + cols);
        }
        return w;
    }

    @Override
    public Scratch perExample(String name, int cols) {
        ScratchMatrix w = existing(name, EXAMPLES, 0, cols);
        return w != null ? w : register(name, EXAMPLES, setup.perExample(cols));
    }

    @Override
    public Scratch scratch(String name, int rows, int cols) {
        ScratchMatrix w = existing(name, SCRATCH, rows, cols);
        return w != null ? w : register(name, SCRATCH, setup.scratch(rows, cols));
    }

    @Override
    public Scratch state(String name, int rows, int cols) {
        ScratchMatrix w = existing(name, STATE, rows, cols);
        return w != null ? w : register(name, STATE, setup.state(scoped(name), rows, cols));
    }

    @Override
    public Matrix fixedGaussian(String name, int rows, int cols, float scale) {
        ScratchMatrix w = existing(name, FIXED, rows, cols);
        return w != null ? w : register(name, FIXED, setup.fixedGaussian(scoped(name), rows, cols, scale));
    }

    @Override
    public Matrix fixedUniform(String name, int rows, int cols, float limit) {
        ScratchMatrix w = existing(name, FIXED, rows, cols);
        return w != null ? w : register(name, FIXED, setup.fixedUniform(scoped(name), rows, cols, limit));
    }

    private String scoped(String name) {
        return "layer" + block.index() + "/" + name;
    }
}
