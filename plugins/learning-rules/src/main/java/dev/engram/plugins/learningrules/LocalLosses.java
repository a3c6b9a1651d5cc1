package dev.engram.plugins.learningrules;

import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Local losses: each hidden layer has a loss of its own, through heads that see only this layer; no error is passed
 * between layers.
 *
 * <pre>
 * pred:     the network's loss of phi_L(P_l h_l + c_l)
 * sim:      1/B^2 sum_ij (S(Q_l h_l)_ij - S(T)_ij)^2,   S(M)_ij: cosine of rows i and j, each less its own mean
 * predsim:  (1 - beta) pred + beta sim
 * D_l = (d loss_l / d h_l) * phi_l'(A_l);   the last layer learns from the network's loss
 * </pre>
 *
 * <p>P_l: targets x units, with the output's activation and loss; Q_l: units x units, linear and without bias (its
 * bias is not trained). Both are initialised like the output's weights and are trained. The cosine adds 1e-8 to
 * norms; a row without any variation has no gradient. sim compares the examples of a batch with each other: it needs
 * several classes in one batch and targets of several columns (classes coded one-hot), and a batch of one has no
 * effect.
 *
 * <p>With one hidden layer and P_1 = W_L, pred gives the hidden gradient of back-propagation. Cost: two forward and
 * one backward pass over each head, plus 2 forward passes. Usual: Adam with learning rate 5e-4, batch 128.
 *
 * <p>Nokland and Eidnes 2019; greedy layers: Belilovsky, Eickenberg and Oyallon 2019.
 */
@Component("local-losses")
public record LocalLosses(
        @Hyper(value = "predsim", doc = "local loss: pred (targets), sim (similarity of examples), or predsim (both)")
        Kind loss,

        @Hyper(value = "0.99", range = "[0,1]", doc = "weight of the similarity loss (predsim only)")
        float beta)
        implements LearningRule {
    /** Components of a hidden layer's loss. */
    public enum Kind {
        PRED,
        SIM,
        PREDSIM
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    private float prediction() {
        return switch (loss) {
            case PREDSIM -> 1 - beta;
            case PRED -> 1;
            case SIM -> 0;
        };
    }

    private float similarity() {
        return switch (loss) {
            case PREDSIM -> beta;
            case PRED -> 0;
            case SIM -> 1;
        };
    }

    @Override
    public BoundRule bind(Setup setup) {
        Network net = setup.network();
        Objective objective = setup.loss();
        int top = net.depth() - 1;
        Activations[] pass = setup.activationsPerLayer();
        Scratch[] d = setup.likePreActivations(), delta = setup.likeOutputs();
        Scratch error = setup.perExample(setup.targets());
        Prediction[] prediction = new Prediction[top];
        Similarity[] similarity = new Similarity[top];
        for (int l = 0; l < top; l++) {
            int width = net.layer(l).outputs();
            prediction[l] = prediction() > 0 ? new Prediction(setup, "prediction/" + l, width, prediction()) : null;
            similarity[l] = similarity() > 0 ? new Similarity(setup, l, width, similarity()) : null;
        }
        return batch -> {
            net.forward(batch.inputs(), pass);
            for (int l = 0; l < top; l++) {
                delta[l].fill(0);
                if (prediction[l] != null) {
                    prediction[l].learn(pass[l].output(), batch.targets(), delta[l]);
                }
                if (similarity[l] != null) {
                    similarity[l].learn(pass[l].output(), batch.targets(), delta[l]);
                }
                net.layer(l).backwardActivation(pass[l], delta[l], d[l]);
                net.layer(l).credit(d[l], pass[l]);
            }
            double value = objective.valueAndError(pass[top], batch.targets(), error);
            net.last().credit(error, pass[top]);
            return value;
        };
    }

    /** A head that predicts the targets. */
    private static final class Prediction {
        private final Objective loss;
        private final Layer head;
        private final float share;
        private final Activations predicted;
        private final Scratch error;
        private final Scratch back;

        Prediction(Setup setup, String name, int width, float share) {
            loss = setup.loss();
            this.share = share;
            head = setup.head(name, width);
            predicted = setup.activations(head);
            error = setup.perExample(setup.targets());
            back = setup.perExample(width);
        }

        /** Trains the head and adds the error at the layer's output to {@code delta}. */
        void learn(Matrix h, Matrix targets, Scratch delta) {
            head.forward(h, predicted);
            loss.valueAndError(predicted, targets, error);
            head.credit(error.scale(share), predicted);
            head.backwardAffine(error, head.weights(), back);
            delta.add(1, back);
        }
    }

    /**
     * A head that makes examples as similar as their targets are. With N = centred rows / (length + 1e-8), and T made
     * likewise from the targets, the loss is |N N' - T T'|^2 / B^2 and its gradient at N is 4 (N N'N - T T'N) / B^2: no
     * matrix of B x B is needed.
     */
    private static final class Similarity {
        /** Added to norms. */
        private static final float EPSILON = 1e-8f;

        private final Layer head;
        private final float share;
        private final Scratch features;
        private final Scratch n;
        private final Scratch t;
        private final Scratch own;
        private final Scratch right;
        private final Scratch error;
        private final Scratch part;
        private final Scratch back;

        Similarity(Setup setup, int layer, int width, float share) {
            if (setup.targets() < 2) {
                throw new IncompatibleException(
                        "the similarity loss needs targets with two or more columns; code classes one-hot, or set"
                                + " the loss to pred");
            }
            if (width < 2) {
                throw new IncompatibleException("the similarity loss needs two or more units, but layer " + layer
                        + " (counted from 0) has one; add units, or set the loss to pred");
            }
            this.share = share;
            head = setup.layer("similarity/" + layer, width, width, new Linear());
            features = setup.perExample(width);
            n = setup.perExample(width);
            t = setup.perExample(setup.targets());
            own = setup.scratch(width, width);
            right = setup.scratch(setup.targets(), width);
            error = setup.perExample(width);
            part = setup.perExample(width);
            back = setup.perExample(width);
        }

        void learn(Matrix h, Matrix targets, Scratch delta) {
            features.multiplyTransposedB(h, head.weights());
            normalise(n.set(features));
            normalise(t.set(targets));
            own.multiplyTransposedA(n, n);
            right.multiplyTransposedA(t, n);
            // B times the gradient, because errors are sums over the batch.
            error.multiply(n, own).add(-1, part.multiply(t, right)).scale(share * 4 / n.rows());
            backwardNormalise(features, error);
            head.accumulateOuterProduct(1, error, h);
            head.backwardAffine(error, head.weights(), back);
            delta.add(1, back);
        }

        private static void normalise(Scratch m) {
            float[] x = m.data();
            for (int r = 0, cols = m.cols(), rows = m.rows(); r < rows; r++) {
                int from = r * cols, to = from + cols;
                float mean = mean(x, from, to), length = length(x, mean, from, to);
                for (int i = from; i < to; i++) {
                    x[i] = (x[i] - mean) / (length + EPSILON);
                }
            }
        }

        /** Transforms the gradient g at the normalised rows into that at the rows x. */
        private static void backwardNormalise(Scratch features, Scratch gradient) {
            float[] x = features.data(), g = gradient.data();
            for (int r = 0, cols = features.cols(), rows = features.rows(); r < rows; r++) {
                int from = r * cols, to = from + cols;
                float mean = mean(x, from, to),
                        length = length(x, mean, from, to),
                        level = mean(g, from, to),
                        along = 0;
                for (int i = from; i < to; i++) {
                    along += g[i] * (x[i] - mean);
                }
                float inverse = length > 0 ? 1 / (length + EPSILON) : 0;
                float slope = length > 0 ? along / length * inverse * inverse : 0;
                for (int i = from; i < to; i++) {
                    g[i] = inverse * (g[i] - level) - slope * (x[i] - mean);
                }
            }
        }

        private static float mean(float[] x, int from, int to) {
            float sum = 0;
            for (int i = from; i < to; i++) {
                sum += x[i];
            }
            return sum / (to - from);
        }

        private static float length(float[] x, float mean, int from, int to) {
            float sum = 0;
            for (int i = from; i < to; i++) {
                sum += (x[i] - mean) * (x[i] - mean);
            }
            return (float) Math.sqrt(sum);
        }
    }

    /** The activation of the similarity heads. */
    private record Linear() implements Activation.Elementwise {
        @Override
        public float value(float a) {
            return a;
        }

        @Override
        public float derivative(float a, float h) {
            return 1;
        }
    }
}
