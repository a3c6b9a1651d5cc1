package dev.engram.plugins.learningrules;

import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/** What the perceptrons have in common: which answers are wrong, and what follows from that. */
final class PerceptronErrors {
    static final Set<Requirement> REQUIREMENTS =
            Set.of(Requirement.CLASSES, Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER, Requirement.PROPORTIONAL_STEP);

    private PerceptronErrors() {}

    /**
     * The errors at the pre-activations a; returns how many examples have none. Targets of one column stand for +1 where
     * they are above 0, whether coded as (0, 1) or as (-1, 1).
     */
    static int errors(Matrix t, Matrix a, Scratch d) {
        int rows = a.rows(), n = a.cols(), right = 0;
        float[] error = d.fill(0).data();
        for (int r = 0; r < rows; r++) {
            if (n == 1) {
                boolean plus = t.get(r, 0) > 0;
                boolean wrong = plus ? a.get(r, 0) <= 0 : a.get(r, 0) >= 0;
                error[r] = !wrong ? 0 : plus ? -1 : 1;
                right += wrong ? 0 : 1;
                continue;
            }
            int predicted = argmax(a, r), expected = argmax(t, r);
            if (predicted == expected) {
                right++;
            } else {
                error[r * n + expected] = -1;
                error[r * n + predicted] = 1;
            }
        }
        return right;
    }

    /** The first of equals. */
    private static int argmax(Matrix a, int row) {
        int best = 0;
        for (int k = 1; k < a.cols(); k++) {
            best = a.get(row, k) > a.get(row, best) ? k : best;
        }
        return best;
    }

    /** A single unit says 1 or 0: a score that fits both codings of two classes. */
    static void threshold(Scratch scores) {
        float[] y = scores.data();
        for (int r = 0; r < scores.rows() && scores.cols() == 1; r++) {
            y[r] = y[r] > 0 ? 1 : 0;
        }
    }

    /** Weights and bias beside those of a layer, that a rule remembers and predicts with. */
    static final class StoredWeights {
        private final Layer layer;
        private final Scratch weights;
        private final Scratch bias;
        private final Scratch zeroInput;
        private final Scratch currentBias;

        StoredWeights(Setup setup) {
            layer = setup.network().last();
            weights = setup.state(
                    "weights", layer.weights().rows(), layer.weights().cols());
            bias = setup.state("bias", 1, layer.units());
            zeroInput = setup.scratch(1, layer.inputs());
            currentBias = setup.scratch(1, layer.units());
        }

        /** Goes a share of the way to the layer's present weights and bias. */
        void lerp(float share) {
            layer.affine(zeroInput.fill(0), currentBias); // without input what is left is the bias
            weights.add(-share, weights).add(share, layer.weights());
            bias.add(-share, bias).add(share, currentBias);
        }

        void predict(Matrix inputs, Scratch scores) {
            scores.multiplyTransposedB(inputs, weights);
            float[] y = scores.data(), b = bias.data();
            for (int i = 0, k = 0, all = scores.rows() * scores.cols(); i < all; i++) {
                y[i] += b[k];
                k = k + 1 == scores.cols() ? 0 : k + 1;
            }
            if (scores.cols() == 1) {
                threshold(scores);
            } else {
                layer.activate(scores, scores);
            }
        }
    }
}
