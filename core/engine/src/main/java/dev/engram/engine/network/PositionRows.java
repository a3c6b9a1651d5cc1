package dev.engram.engine.network;

import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.spi.Activations;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;

/** What a rule sees of one group of a convolution: one row for each position of each example. */
final class PositionRows {
    private final Block block;
    private final int group;
    private final int count;
    /** The maps of the group. */
    private final int maps;

    private final LayerSynapses.RowFactory rows;
    private final MatrixView weights;
    private final ScratchMatrix patches;
    private final ScratchMatrix preActivation;
    private final ScratchMatrix outputs;
    private final ScratchMatrix noise;
    private final ScratchMatrix delta;
    private final ScratchMatrix error;
    private ScratchMatrix signals;

    PositionRows(Block block, int group, LayerSynapses.RowFactory rows) {
        this.block = block;
        this.group = group;
        this.rows = rows;
        count = block.positions();
        maps = block.w.rows() / block.groups();
        if (block.w.rows() * count != block.units()) {
            throw new IncompatibleException("layer " + block.index() + " has " + block.units() + " units, which are"
                    + " not " + block.w.rows() + " at each of " + count + " positions, as the rule needs");
        }
        weights = new MatrixView(null, 0, maps, block.w.cols());
        patches = rows.create(count, block.w.cols());
        preActivation = rows.create(count, maps);
        outputs = rows.create(count, maps);
        noise = rows.create(count, maps);
        delta = rows.create(1, block.units());
        error = rows.create(1, block.units());
    }

    void gather(Activations a, Matrix examplesNoise, Matrix signal) {
        block.patches(group, a.input(), patches);
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

    Matrix patches() {
        return patches;
    }

    Matrix preActivation() {
        return preActivation;
    }

    Matrix noise() {
        return noise;
    }

    /** Returns the weights of the group, maps x columns, as they are now. */
    Matrix weights() {
        ArrayMatrix all = ArrayMatrix.of(block.weights());
        weights.wrap(all.data(), all.offset() + group * maps * all.cols(), maps);
        return weights;
    }

    Matrix output() {
        requireActivation();
        return outputs;
    }

    private void requireActivation() {
        if (!block.onlyActivation()) {
            throw new IncompatibleException("the rule reads the outputs of layer " + block.index()
                    + " at each position, so nothing but an activation may follow the weights of this layer");
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
        delta.fill(0);
        ArrayMatrix from = ArrayMatrix.of(ofRows);
        float[] x = from.data(), y = delta.data();
        for (int n = 0, at = from.offset(); n < delta.rows(); n++) {
            for (int o = 0; o < maps; o++) {
                int to = map(n, o);
                for (int p = 0; p < count; p++) {
                    y[to + p] = x[at + (n * count + p) * maps + o];
                }
            }
        }
        block.backwardActivation(a, delta, error);
        toRows(error, (ScratchMatrix) d);
    }

    /** Copies the maps of the group, example by example, to one row for each position. */
    private void toRows(Matrix examples, ScratchMatrix to) {
        ArrayMatrix from = ArrayMatrix.of(examples);
        float[] x = from.data(), y = to.data();
        for (int n = 0; n < from.rows(); n++) {
            for (int o = 0; o < maps; o++) {
                int at = from.offset() + map(n, o);
                for (int p = 0; p < count; p++) {
                    y[(n * count + p) * maps + o] = x[at + p];
                }
            }
        }
    }

    /** Returns the index of the first position of map {@code o} of the group, in example {@code n}. */
    private int map(int n, int o) {
        return n * block.units() + (group * maps + o) * count;
    }
}
