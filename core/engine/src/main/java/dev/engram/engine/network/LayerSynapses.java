package dev.engram.engine.network;

import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.spi.Activations;
import dev.engram.spi.IncompatibleException;
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
    private final PartGradient gradient;
    private final String scope;
    private final RowFactory rows;
    /** The positions as rows; null if each row is an example. */
    private final PositionRows positions;

    private final Map<String, ScratchMatrix> matrices = new TreeMap<>();
    private final Map<String, String> purposes = new TreeMap<>();
    private Activations activations;
    private Matrix noise;
    private Matrix signal;

    /** Returns scratch memory with rows for each example. */
    @FunctionalInterface
    interface RowFactory {
        ScratchMatrix create(int rowsPerExample, int cols);
    }

    private LayerSynapses(Setup setup, Block block, int group, RowFactory rows) {
        this.setup = setup;
        this.block = block;
        this.rows = rows;
        int parts = rows == null ? 1 : block.groups();
        gradient = block.gradient(group, parts);
        scope = "layer" + block.index() + (parts > 1 ? "/group" + group + "/" : "/");
        positions = rows == null ? null : new PositionRows(block, group, rows);
    }

    /**
     * Returns what a rule sees of a layer: one part for each group of a convolution, whose maps have inputs of their
     * own, if the rule learns from positions; otherwise the layer.
     *
     * @param rows creates memory for the positions of a convolution; null for a rule that learns from examples
     */
    static LayerSynapses[] of(Setup setup, Block block, RowFactory rows) {
        if (rows == null || block.dense()) {
            return new LayerSynapses[] {new LayerSynapses(setup, block, 0, null)};
        }
        LayerSynapses[] parts = new LayerSynapses[block.groups()];
        for (int g = 0; g < parts.length; g++) {
            parts[g] = new LayerSynapses(setup, block, g, rows);
        }
        return parts;
    }

    void bind(Activations current, Matrix currentNoise, Matrix currentSignal) {
        activations = current;
        noise = currentNoise;
        signal = currentSignal;
        if (positions != null) {
            positions.gather(current, currentNoise, currentSignal);
        }
    }

    @Override
    public Matrix input() {
        return positions == null ? activations.input() : positions.patches();
    }

    @Override
    public Matrix preActivation() {
        return positions == null ? activations.preActivation() : positions.preActivation();
    }

    @Override
    public Matrix output() {
        return positions == null ? activations.output() : positions.output();
    }

    @Override
    public Matrix weights() {
        if (positions == null && !block.dense()) {
            throw new IncompatibleException("the rule reads the weights of layer " + block.index()
                    + " as units x inputs, but all positions of this layer share its weights; use a dense layer");
        }
        return positions == null ? block.weights() : positions.weights();
    }

    @Override
    public Matrix signal() {
        return positions == null || signal == null ? signal : positions.signal(signal);
    }

    @Override
    public Matrix noise() {
        return positions == null || noise == null ? noise : positions.noise();
    }

    @Override
    public void backwardActivation(Matrix delta, Scratch d) {
        if (positions == null) {
            block.backwardActivation(activations, delta, d);
        } else {
            positions.backwardActivation(activations, delta, d);
        }
    }

    @Override
    public void credit(Matrix d) {
        if (positions == null) {
            block.credit(d, activations);
        } else {
            gradient.accumulate(1, d, positions.patches());
            gradient.accumulateBias(1, d);
        }
    }

    @Override
    public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
        if (positions == null) {
            block.accumulateOuterProduct(scale, post, pre);
        } else {
            gradient.accumulate(scale, post, pre);
        }
    }

    @Override
    public void accumulate(float scale, Matrix g) {
        gradient.add(scale, g);
    }

    @Override
    public void creditBias(float scale, Matrix post) {
        if (positions == null) {
            block.creditBias(scale, post);
        } else {
            gradient.accumulateBias(scale, post);
        }
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
        return w != null ? w : register(name, EXAMPLES, newRows(cols));
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

    private Matrix newRows(int cols) {
        return positions == null ? setup.perExample(cols) : rows.create(block.positions(), cols);
    }

    private String scoped(String name) {
        return scope + name;
    }
}
