package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Requirement;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Forward-forward: each layer learns to be active for inputs with the right label and inactive for those with a
 * wrong label.
 *
 * <pre>
 * goodness g_l = sum_k h_lk^2 and theta_l = threshold * units; or g_l = mean_k h_lk^2 and theta_l = threshold
 * loss of layer l = softplus(theta_l - g_l(right)) + softplus(g_l(wrong) - theta_l);   reported: their sum
 * D_l = -s dg_l/dh_l sigmoid(-s (g_l - theta_l)) * phi_l'(A_l), s = +1 right, -1 wrong;   G_l = D_l' u_{l-1} / B
 * u_l = h_l / (sqrt(mean h_l^2) + 1e-8): what layer l+1 sees, without a gradient to layer l
 * </pre>
 *
 * Label: replace writes it, one-hot times size, over the first inputs (as on the black border of MNIST; rejected if
 * no other input would be left). append gives it weights of its own into the first layer, so that no input is lost:
 * A_1 = W_1 x + b_1 + U y, with U initialised like the last layer's weights. The neutral label has 1/classes of the
 * size for each class. In a convolution, only append is possible, and U y (one number per map) is added at every
 * position: constant label channels with a kernel of 1 x 1.
 *
 * <p>Wrong labels are drawn uniformly from the wrong ones, or (hard) with the probabilities that the head assigns.
 * Prediction by goodness tries every label and sums g_l over all layers but the first (all, if there is only one): as
 * many passes as classes. Prediction by the head needs one pass with the neutral label: a linear softmax layer on
 * u_2 .. u_L, trained at the same time by its cross-entropy, which is not reported. Read-out all includes the first
 * layer in both.
 *
 * <p>With the mean instead of the sum, the steepness of the loss does not grow with the number of units.
 *
 * <p>In a convolution, k runs over channels and positions, after pooling; h_l is scaled over the whole map of an
 * example. Stages such as pooling and normalization of single examples are passed exactly. Not possible: batch-norm,
 * which mixes the right and wrong examples of a pass, and residual connections.
 *
 * <p>There is no output layer: all layers are hidden layers of any width, with units such as relu; the suite's loss
 * is not used. Needs one target for each class (coding: one-hot). There is no backward pass. Hinton 2022.
 */
@Component("forward-forward")
public record ForwardForward(
        @Hyper(value = "1", range = "(0,inf)", doc = "threshold of the goodness per unit")
        float threshold,

        @Hyper(value = "append", doc = "position of the label: append (as extra inputs) or replace (the first inputs)")
        Label label,

        @Hyper(value = "1", range = "(0,inf)", doc = "value of the label input, in the unit of the inputs")
        float size,

        @Hyper(value = "even", doc = "wrong labels: even (uniform), or hard (likely ones according to the head)")
        Wrong wrong,

        @Hyper(value = "goodness", doc = "prediction: goodness (a pass for each label) or head (one pass)")
        Prediction prediction,

        @Hyper(value = "sum", omitDefault = true, doc = "goodness of a layer: the sum or the mean of its squares")
        Goodness goodness,

        @Hyper(
                value = "upper",
                omitDefault = true,
                doc = "layers that prediction reads: upper (all but the first) or all")
        ReadOut readOut)
        implements LearningRule {
    /** Goodness is the sum of squares, and the upper layers predict. */
    public ForwardForward(float threshold, Label label, float size, Wrong wrong, Prediction prediction) {
        this(threshold, label, size, wrong, prediction, Goodness.SUM, ReadOut.UPPER);
    }

    /** Goodness of a layer. */
    public enum Goodness {
        SUM,
        MEAN
    }

    /** Layers that prediction reads. */
    public enum ReadOut {
        UPPER,
        ALL
    }

    /** Position of the label. */
    public enum Label {
        APPEND,
        REPLACE
    }

    /** Choice of wrong labels. */
    public enum Wrong {
        EVEN,
        HARD
    }

    /** Method of prediction. */
    public enum Prediction {
        GOODNESS,
        HEAD
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(
                Requirement.CLASSES,
                Requirement.NOT_NEGATIVE,
                Requirement.SLOPES,
                Requirement.CHAIN,
                Requirement.SEPARATE_EXAMPLES);
    }

    @Override
    public BoundRule bind(Setup setup) {
        int k = setup.targets(), width = setup.network().layer(0).inputs();
        if (k < 2) {
            throw new IncompatibleException(
                    "prediction tries every label, so each class needs a target of its own;" + " set coding: one-hot");
        }
        if (label == Label.REPLACE && !setup.network().layer(0).plain()) {
            throw new IncompatibleException("the label would replace a corner of the image, which few positions of a"
                    + " convolution see; set label: append");
        }
        if (label == Label.REPLACE && width <= k) {
            throw new IncompatibleException("the label would replace the first " + k + " inputs, but there are only "
                    + width + "; set label: append");
        }
        if (setup.network().layers().stream()
                .anyMatch(l -> l.activation().outputFunction() == OutputFunction.SOFTMAX)) {
            throw new IncompatibleException("forward-forward has no output layer; it trains each layer by its activity:"
                    + " remove the softmax layer");
        }
        return new Bound(this, setup, k, width);
    }

    /** The rule bound to a network. */
    private static final class Bound implements BoundRule.Predictor {
        private final ForwardForward rule;
        private final Network net;
        private final int classes;
        private final Scratch x;
        private final Scratch y;
        /** Null if the label is among the inputs. */
        private final Layer labels;

        /** What the label adds to each unit of a position, and the sum of their errors; null without a label layer. */
        private final Scratch labelDrive;

        private final Activations[] pass;
        private final Network.PreActivationHook addLabel;
        private final Scratch[] u;
        private final Scratch[] delta;
        private final Scratch[] d;
        private final Scratch goodness;
        private final Scratch factor;
        /** Null if it is not needed. */
        private final ForwardForwardHead head;

        Bound(ForwardForward rule, Setup setup, int classes, int width) {
            this.rule = rule;
            this.classes = classes;
            net = setup.network();
            x = setup.perExample(width);
            y = setup.perExample(classes);
            Layer first = net.layer(0);
            labels = rule.label == Label.APPEND
                    ? setup.layer("label", classes, first.weights().rows(), first.activation())
                    : null;
            labelDrive =
                    labels == null ? null : setup.perExample(first.weights().rows());
            pass = setup.activationsPerLayer();
            addLabel = this::addLabel;
            u = setup.likeOutputs();
            delta = setup.likeOutputs();
            d = setup.likePreActivations();
            goodness = setup.perExample(1);
            factor = setup.perExample(1);
            head = rule.prediction == Prediction.HEAD || rule.wrong == Wrong.HARD
                    ? new ForwardForwardHead(setup, classes, u, firstRead())
                    : null;
        }

        /** Returns the first layer that prediction reads. */
        private int firstRead() {
            return rule.readOut == ReadOut.ALL || net.depth() == 1 ? 0 : 1;
        }

        /** Returns the factor of the sum of squares in the goodness of a layer of n units. */
        private float perUnit(int n) {
            return rule.goodness == Goodness.MEAN ? 1f / n : 1;
        }

        /** Writes a value for a class of an example. */
        private void setLabelInput(int row, int j, float v) {
            Scratch to = labels == null ? x : y;
            to.data()[row * to.cols() + j] = v;
        }

        private void embedLabel(int row, int label) {
            for (int j = 0; j < classes; j++) {
                setLabelInput(row, j, j == label ? rule.size : 0);
            }
        }

        /** Makes a pass with the neutral label. */
        private void forwardNeutralLabel() {
            for (int r = 0; r < x.rows(); r++) {
                for (int j = 0; j < classes; j++) {
                    setLabelInput(r, j, rule.size / classes);
                }
            }
            for (int l = 0; l < net.depth(); l++) {
                forwardLayer(l);
            }
        }

        /** Runs one layer: computes its goodness, and stores its activity, scaled to root mean square 1, in u. */
        private void forwardLayer(int l) {
            Layer layer = net.layer(l);
            Matrix in = l == 0 ? x : u[l - 1];
            if (l == 0 && labels != null) {
                layer.forward(in, pass[l], addLabel);
            } else {
                layer.forward(in, pass[l]);
            }
            int n = u[l].cols();
            float[] h = u[l].set(pass[l].output()).data(), g = goodness.data();
            for (int r = 0; r < x.rows(); r++) {
                float sum = 0;
                for (int i = r * n; i < (r + 1) * n; i++) {
                    sum += h[i] * h[i];
                }
                g[r] = sum * perUnit(n);
                float length = Maths.sqrt(sum / n) + 1e-8f;
                for (int i = r * n; i < (r + 1) * n; i++) {
                    h[i] /= length;
                }
            }
        }

        /** Adds to each unit what the label gives, at every position. */
        private void addLabel(int layer, Scratch preActivation) {
            labelDrive.multiplyTransposedB(y, labels.weights());
            float[] drive = labelDrive.data(), a = preActivation.data();
            int positions = preActivation.cols() / labelDrive.cols();
            for (int i = 0, n = preActivation.rows() * preActivation.cols(); i < n; i++) {
                a[i] += drive[i / positions];
            }
        }

        /** Returns the errors of the label's layer: those of the first layer, summed over positions. */
        private Scratch labelErrors() {
            float[] sums = labelDrive.fill(0).data(), errors = d[0].data();
            int positions = d[0].cols() / labelDrive.cols();
            for (int i = 0, n = d[0].rows() * d[0].cols(); i < n; i++) {
                sums[i / positions] += errors[i];
            }
            return labelDrive;
        }

        /** Trains every layer on the current labels, right or wrong by the sign; returns the sum of the losses. */
        private double contrastivePass(int sign) {
            double loss = 0;
            for (int l = 0; l < net.depth(); l++) {
                forwardLayer(l);
                int n = u[l].cols();
                float theta = rule.goodness == Goodness.MEAN ? rule.threshold : rule.threshold * n;
                for (int r = 0; r < x.rows(); r++) {
                    float margin = sign * (goodness.data()[r] - theta);
                    loss += Maths.softplus(-margin) / x.rows();
                    factor.data()[r] = -2 * sign * Maths.sigmoid(-margin) * perUnit(n);
                }
                credit(net.layer(l), l);
            }
            return loss;
        }

        private void credit(Layer layer, int l) {
            layer.backwardActivation(pass[l], delta[l].set(pass[l].output()).scaleRows(factor), d[l]);
            layer.credit(d[l], pass[l]);
            if (l == 0 && labels != null) {
                labels.accumulateOuterProduct(1, labelErrors(), y);
            }
        }

        @Override
        public double learn(Batch batch) {
            x.set(batch.inputs());
            if (head != null) {
                forwardNeutralLabel();
                head.learn(batch);
            }
            for (int r = 0; r < x.rows(); r++) {
                embedLabel(r, batch.label(r));
            }
            double loss = contrastivePass(1);
            Rng rng = batch.random("wrong");
            for (int r = 0; r < x.rows(); r++) {
                int right = batch.label(r);
                embedLabel(
                        r,
                        rule.wrong == Wrong.HARD
                                ? head.sampleWrongLabel(r, right, rng)
                                : (right + 1 + rng.uniformInt(classes - 1)) % classes);
            }
            return loss + contrastivePass(-1);
        }

        @Override
        public void predict(Matrix inputs, Scratch scores) {
            x.set(inputs);
            if (rule.prediction == Prediction.HEAD) {
                forwardNeutralLabel();
                scores.set(head.probabilities());
                return;
            }
            scores.fill(0);
            for (int j = 0; j < classes; j++) {
                for (int r = 0; r < x.rows(); r++) {
                    embedLabel(r, j);
                }
                for (int l = 0; l < net.depth(); l++) {
                    forwardLayer(l);
                    for (int r = 0; r < x.rows() && l >= firstRead(); r++) {
                        scores.data()[r * classes + j] += goodness.data()[r];
                    }
                }
            }
        }
    }
}
