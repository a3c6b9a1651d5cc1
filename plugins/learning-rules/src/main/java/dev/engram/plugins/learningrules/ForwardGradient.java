package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Forward gradient: the derivative of the loss along a random direction, computed in one forward pass with tangents,
 * times that direction.
 *
 * <pre>
 * weights:     U ~ N(0,1), one for each parameter: dW, db;   dH_l = J dA_l, J the Jacobian of the stage: phi_l'(A_l)
 *              dA_l = dH_{l-1} W_l' + H_{l-1} dW_l' + db_l
 *              G = (mean over the batch of (D_L . dA_L)) U = (grad J . U) U
 * activities:  U_l ~ N(0,1), rows x units;           dA_l = dH_{l-1} W_l' + U_l
 *              D_l = (D_L . dA_L, for each example) U_l;   G_l = D_l' H_{l-1} / B
 * </pre>
 *
 * <p>Averaged over the given number of directions, all for the same batch. Unbiased and exact, without finite
 * differences and without a backward pass. weights: E|G|^2 = (P + 2) |grad J|^2 with P parameters, for one
 * direction; the cosine between the mean of N draws and the gradient is about 1/sqrt(1 + (P + 1)/N). activities: as
 * if P were the number of units, for each example, so that the variance is far lower; it is the limit of node
 * perturbation for sigma to 0.
 *
 * <p>Cost for each direction: two forward passes (weights), or one and a product for the gradient (activities), plus
 * one plain forward pass.
 *
 * <p>Baydin, Pearlmutter, Syme, Wood and Torr 2022; Silver et al. 2021; in activity space: Ren, Kornblith, Liao and
 * Hinton 2023.
 */
@Component("forward-gradient")
public record ForwardGradient(
        @Hyper(value = "1", range = "[1,10000]", doc = "number of random directions per step")
        int directions,

        @Hyper(
                value = "weights",
                doc = "perturbed quantities: weights (all parameters) or activities (pre-activations)")
        Space space)
        implements LearningRule {
    /** Space of the directions. */
    public enum Space {
        WEIGHTS,
        ACTIVITIES
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return new Bound(this, setup);
    }

    private static final class Bound implements BoundRule {
        private final Network net;
        private final Objective loss;
        private final int top;
        private final Activations[] pass;
        private final Scratch[] dPre;
        private final Scratch[] dOut;
        private final Scratch error;
        private final String[] names;
        /** Directions in weight space: one number for each parameter. */
        private final Scratch u;
        /** Directions in activity space: one number for each example and unit. */
        private final Scratch[] units;

        private final Scratch[] d;
        private final Scratch directionalDerivatives;
        private final String[][] unitNames;

        Bound(ForwardGradient rule, Setup setup) {
            net = setup.network();
            loss = setup.loss();
            top = net.depth() - 1;
            pass = setup.activationsPerLayer();
            dPre = setup.likePreActivations();
            dOut = setup.likeOutputs();
            error = setup.perExample(setup.targets());
            boolean weights = rule.space == Space.WEIGHTS;
            u = weights ? setup.likeParameters() : null;
            units = weights ? null : setup.likePreActivations();
            d = weights ? null : setup.likePreActivations();
            directionalDerivatives = setup.perExample(1);
            names = new String[rule.directions];
            unitNames = new String[rule.directions][net.depth()];
            for (int k = 0; k < rule.directions; k++) {
                names[k] = k == 0 ? "direction" : "direction/" + k;
                for (int l = 0; l <= top; l++) {
                    unitNames[k][l] = k == 0 ? "noise/" + l : "noise/" + l + "/" + k;
                }
            }
        }

        @Override
        public double learn(Batch batch) {
            net.forward(batch.inputs(), pass);
            double value = loss.valueAndError(pass[top], batch.targets(), error);
            for (int k = 0; k < names.length; k++) {
                if (u != null) {
                    perturbWeights(batch, k);
                } else {
                    perturbActivities(batch, k);
                }
            }
            return value;
        }

        private void perturbWeights(Batch batch, int k) {
            u.gaussian(batch.random(names[k]));
            for (int l = 0; l <= top; l++) {
                int below = net.layer(l).below();
                net.layer(l).jvp(pass[l], below < 0 ? null : dOut[below], u, dPre[l], dOut[l]);
            }
            float[] e = error.data(), da = dPre[top].data();
            double slope = 0;
            for (int i = 0, n = error.rows() * error.cols(); i < n; i++) {
                slope += (double) e[i] * da[i];
            }
            net.credit((float) (slope / error.rows() / names.length), u);
        }

        private void perturbActivities(Batch batch, int k) {
            for (int l = 0; l <= top; l++) {
                Layer layer = net.layer(l);
                units[l].gaussian(batch.random(unitNames[k][l]));
                if (layer.below() < 0) {
                    dPre[l].set(units[l]);
                } else {
                    layer.jvp(pass[l], dOut[layer.below()], null, dPre[l], dOut[l]);
                    dPre[l].add(1, units[l]);
                }
                layer.tangentActivation(pass[l], dPre[l], dOut[l]);
            }
            float[] e = error.data(), da = dPre[top].data(), slope = directionalDerivatives.data();
            for (int r = 0, i = 0, rows = error.rows(), cols = error.cols(); r < rows; r++) {
                double sum = 0;
                for (int to = i + cols; i < to; i++) {
                    sum += (double) e[i] * da[i];
                }
                slope[r] = (float) (sum / names.length);
            }
            for (int l = 0; l <= top; l++) {
                net.layer(l).credit(d[l].set(units[l]).scaleRows(directionalDerivatives), pass[l]);
            }
        }
    }
}
