package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Requirement;
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
        return new BoundForwardForward(this, setup, k, width);
    }
}
