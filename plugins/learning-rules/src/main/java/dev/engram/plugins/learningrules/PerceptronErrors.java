package dev.engram.plugins.learningrules;

import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/** Shared parts of the perceptrons: misclassified examples and their errors. */
final class PerceptronErrors {
    static final Set<Requirement> REQUIREMENTS =
            Set.of(Requirement.CLASSES, Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER, Requirement.PROPORTIONAL_STEP);

    private PerceptronErrors() {}

    /**
     * Computes the errors at the pre-activations a; returns the number of examples without errors. Targets of one
     * column mean +1 if they are above 0, whether coded as (0, 1) or as (-1, 1).
     */
    static int errors(Matrix t, Matrix a, Scratch d) {
        int rows = a.rows(), n = a.cols(), right = 0;
        float[] error = d.fill(0).data();
        for (int r = 0; r < rows; r++) {
            if (n == 1) {
                boolean plus = t.get(r, 0) > 0;
                boolean wrong = plus ? a.get(r, 0) <= 0 : a.get(r, 0) >= 0;
                if (wrong) {
                    error[r] = plus ? -1 : 1;
                } else {
                    right++;
                }
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

    /** Returns the index of the largest element, the first of equals. */
    private static int argmax(Matrix a, int row) {
        int best = 0;
        for (int k = 1; k < a.cols(); k++) {
            best = a.get(row, k) > a.get(row, best) ? k : best;
        }
        return best;
    }

    /** Returns 1 or 0 for a single unit, a score that suits both codings of two classes. */
    static void threshold(Scratch scores) {
        float[] y = scores.data();
        for (int r = 0; r < scores.rows() && scores.cols() == 1; r++) {
            y[r] = y[r] > 0 ? 1 : 0;
        }
    }

    /** A second set of weights and biases of a layer, with which a rule predicts. */
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

        /** Moves by a fraction towards the layer's current weights and bias. */
        void lerp(float share) {
            layer.affine(zeroInput.fill(0), currentBias); // with zero input the result is the bias
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
