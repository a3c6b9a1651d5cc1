package dev.engram.engine.network;

import dev.engram.engine.matrix.ArrayMatrix;
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

    /** @param rows creates memory for the positions of a convolution; null for a rule that learns from examples */
    LayerSynapses(Setup setup, Block block, RowFactory rows) {
        this.setup = setup;
        this.block = block;
        this.rows = rows;
        boolean perPosition = rows != null && !block.dense();
        positions = perPosition ? new PositionRows(block, rows) : null;
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
        return positions == null ? activations.input() : positions.patches;
    }

    @Override
    public Matrix preActivation() {
        return positions == null ? activations.preActivation() : positions.preActivation;
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
        return block.weights();
    }

    @Override
    public Matrix signal() {
        return positions == null || signal == null ? signal : positions.signal(signal);
    }

    @Override
    public Matrix noise() {
        return positions == null || noise == null ? noise : positions.noise;
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
            block.accumulatePatches(1, d, positions.patches);
            block.creditBiasOfPatches(1, d);
        }
    }

    @Override
    public void accumulateOuterProduct(float scale, Matrix post, Matrix pre) {
        if (positions == null) {
            block.accumulateOuterProduct(scale, post, pre);
        } else {
            block.accumulatePatches(scale, post, pre);
        }
    }

    @Override
    public void accumulate(float scale, Matrix g) {
        block.add(scale, g);
    }

    @Override
    public void creditBias(float scale, Matrix post) {
        if (positions == null) {
            block.creditBias(scale, post);
        } else {
            block.creditBiasOfPatches(scale, post);
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
        return "layer" + block.index() + "/" + name;
    }

    /** What a rule sees of a convolution: one row for each position of each example. */
    private static final class PositionRows {
        private final Block block;
        private final int count;
        private final int maps;
        private final RowFactory rows;
        private final ScratchMatrix patches;
        private final ScratchMatrix preActivation;
        private final ScratchMatrix outputs;
        private final ScratchMatrix noise;
        private final ScratchMatrix delta;
        private final ScratchMatrix error;
        private ScratchMatrix signals;

        PositionRows(Block block, RowFactory rows) {
            this.block = block;
            this.rows = rows;
            count = block.positions();
            maps = block.w.rows();
            if (maps * count != block.units()) {
                throw new IncompatibleException("layer " + block.index() + " has " + block.units() + " units, which are"
                        + " not " + maps + " at each of " + count + " positions, as the rule needs");
            }
            patches = rows.create(count, block.w.cols());
            preActivation = rows.create(count, maps);
            outputs = rows.create(count, maps);
            noise = rows.create(count, maps);
            delta = rows.create(1, block.units());
            error = rows.create(1, block.units());
        }

        void gather(Activations a, Matrix examplesNoise, Matrix signal) {
            block.patches(a.input(), patches);
            toRows(a.preActivation(), preActivation);
            if (block.onlyActivation()) {
                toRows(a.output(), outputs);
            }
            if (examplesNoise != null) {
                toRows(examplesNoise, noise);
            }
            if (signal != null) {
                repeat(signal);
            }
        }

        Matrix output() {
            requireActivation();
            return outputs;
        }

        private void requireActivation() {
            if (!block.onlyActivation()) {
                throw new IncompatibleException("the rule reads the outputs of each position of layer " + block.index()
                        + ", which are defined only if an activation is all that follows its weights");
            }
        }

        /** Gives every position the signal of its example. */
        private void repeat(Matrix signal) {
            if (signals == null) {
                signals = rows.create(count, signal.cols());
            }
            float[] y = signals.data();
            int cols = signals.cols();
            for (int r = 0; r < signals.rows(); r++) {
                for (int c = 0; c < cols; c++) {
                    y[r * cols + c] = signal.get(r / count, c);
                }
            }
        }

        Matrix signal(Matrix ofExamples) {
            return ofExamples == null ? null : signals;
        }

        void backwardActivation(Activations a, Matrix ofRows, Scratch d) {
            requireActivation();
            ArrayMatrix from = ArrayMatrix.of(ofRows);
            float[] x = from.data(), y = delta.data();
            for (int n = 0, at = from.offset(); n < delta.rows(); n++) {
                for (int o = 0; o < maps; o++) {
                    for (int p = 0; p < count; p++) {
                        y[(n * maps + o) * count + p] = x[at + (n * count + p) * maps + o];
                    }
                }
            }
            block.backwardActivation(a, delta, error);
            toRows(error, (ScratchMatrix) d);
        }

        /** Copies maps, example by example, to one row for each position. */
        private void toRows(Matrix examples, ScratchMatrix to) {
            ArrayMatrix from = ArrayMatrix.of(examples);
            float[] x = from.data(), y = to.data();
            for (int n = 0; n < from.rows(); n++) {
                for (int o = 0; o < maps; o++) {
                    int at = from.offset() + (n * maps + o) * count;
                    for (int p = 0; p < count; p++) {
                        y[(n * count + p) * maps + o] = x[at + p];
                    }
                }
            }
        }
    }
}
