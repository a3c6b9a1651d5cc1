package dev.engram.plugins.learningrules;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/** The correlation of a map of noise with the pre-activations of a convolution, for {@link WeightMirror}. */
final class MapMirror {
    private final Layer layer;
    private final int samples;
    /** The inputs that each position sees: (samples * positions) x columns of the weights. */
    private final Scratch patches;
    /** The pre-activations, with a row for each position: (samples * positions) x maps. */
    private final Scratch outputs;
    /** An input of ones, whose patches show the taps that fall into the padding. */
    private final Scratch ones;

    private final Scratch onesPatches;
    /** For each column of the weights, the number of positions whose tap falls inside the input. */
    private final Scratch counts;

    MapMirror(Setup setup, Layer layer, int samples) {
        if (layer.groups() > 1) {
            throw new IncompatibleException("layer " + layer.index() + " is a convolution in " + layer.groups()
                    + " groups, whose maps see different channels; set groups: 1, or use feedback alignment");
        }
        this.layer = layer;
        this.samples = samples;
        int maps = layer.weights().rows(), columns = layer.weights().cols(), positions = layer.positions();
        patches = setup.scratch(samples * positions, columns);
        outputs = setup.scratch(samples * positions, maps);
        ones = setup.scratch(1, layer.inputs());
        onesPatches = setup.scratch(positions, columns);
        counts = setup.scratch(1, columns);
    }

    /** Returns the pre-activations {@code y}, samples x (maps * positions), with a row for each position. */
    Scratch byPosition(Scratch y) {
        int positions = layer.positions(), maps = outputs.cols();
        float[] from = y.data(), to = outputs.data();
        for (int r = 0; r < samples; r++) {
            for (int o = 0; o < maps; o++) {
                for (int p = 0; p < positions; p++) {
                    to[(r * positions + p) * maps + o] = from[(r * maps + o) * positions + p];
                }
            }
        }
        return outputs;
    }

    /** Overwrites {@code correlation} with the sum over samples and positions, divided by the counts of the taps. */
    void correlate(Scratch x, Scratch outputs, Scratch correlation) {
        layer.patches(0, x, patches);
        correlation.multiplyTransposedA(outputs, patches);
        count();
        float[] c = correlation.data(), n = counts.data();
        int columns = counts.cols();
        for (int i = 0; i < outputs.cols() * columns; i++) {
            c[i] = n[i % columns] > 0 ? c[i] / n[i % columns] : 0;
        }
    }

    private void count() {
        layer.patches(0, ones.fill(1), onesPatches);
        counts.fill(0);
        float[] n = counts.data(), seen = onesPatches.data();
        for (int i = 0; i < layer.positions() * counts.cols(); i++) {
            n[i % counts.cols()] += seen[i];
        }
    }
}
