package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;

/** {@link ForwardForward} bound to a network: its passes, its gradient and its predictions. */
final class BoundForwardForward implements BoundRule.Predictor {
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

    BoundForwardForward(ForwardForward rule, Setup setup, int classes, int width) {
        this.rule = rule;
        this.classes = classes;
        net = setup.network();
        x = setup.perExample(width);
        y = setup.perExample(classes);
        Layer first = net.layer(0);
        labels = rule.label() == ForwardForward.Label.APPEND
                ? setup.layer("label", classes, first.weights().rows(), first.activation())
                : null;
        labelDrive = labels == null ? null : setup.perExample(first.weights().rows());
        pass = setup.activationsPerLayer();
        addLabel = this::addLabel;
        u = setup.likeOutputs();
        delta = setup.likeOutputs();
        d = setup.likePreActivations();
        goodness = setup.perExample(1);
        factor = setup.perExample(1);
        head = rule.prediction() == ForwardForward.Prediction.HEAD || rule.wrong() == ForwardForward.Wrong.HARD
                ? new ForwardForwardHead(setup, classes, u, firstRead())
                : null;
    }

    /** Returns the first layer that prediction reads. */
    private int firstRead() {
        return rule.readOut() == ForwardForward.ReadOut.ALL || net.depth() == 1 ? 0 : 1;
    }

    /** Returns the factor of the sum of squares in the goodness of a layer of n units. */
    private float perUnit(int n) {
        return rule.goodness() == ForwardForward.Goodness.MEAN ? 1f / n : 1;
    }

    /** Writes a value for a class of an example. */
    private void setLabelInput(int row, int j, float v) {
        Scratch to = labels == null ? x : y;
        to.data()[row * to.cols() + j] = v;
    }

    private void embedLabel(int row, int label) {
        for (int j = 0; j < classes; j++) {
            setLabelInput(row, j, j == label ? rule.size() : 0);
        }
    }

    /** Makes a pass with the neutral label. */
    private void forwardNeutralLabel() {
        for (int r = 0; r < x.rows(); r++) {
            for (int j = 0; j < classes; j++) {
                setLabelInput(r, j, rule.size() / classes);
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
            float theta = rule.goodness() == ForwardForward.Goodness.MEAN ? rule.threshold() : rule.threshold() * n;
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
                    rule.wrong() == ForwardForward.Wrong.HARD
                            ? head.sampleWrongLabel(r, right, rng)
                            : (right + 1 + rng.uniformInt(classes - 1)) % classes);
        }
        return loss + contrastivePass(-1);
    }

    @Override
    public void predict(Matrix inputs, Scratch scores) {
        x.set(inputs);
        if (rule.prediction() == ForwardForward.Prediction.HEAD) {
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
