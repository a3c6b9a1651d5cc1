package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Node perturbation: each unit adds noise to its pre-activation and is credited with the resulting change of the
 * loss.
 *
 * <pre>
 * D_l = ((loss at A_l + sigma Xi_l) - (loss without noise)) / sigma Xi_l        the noise propagates through the layers
 * antithetic: D_l = ((loss at A_l + sigma Xi_l) - (loss at A_l - sigma Xi_l)) / (2 sigma) Xi_l
 * G_l = D_l' H_{l-1} / B
 * </pre>
 *
 * <p>Xi_l: rows x units, N(0,1) or -1 and +1, drawn for each example and step; losses: one for each example, both
 * for the same batch. Unbiased as sigma goes to 0 (the error is of order sigma, antithetic of sigma^2). The variance
 * grows with the number of noisy units, and the learning rate has to fall with it; perturbing one layer at a time
 * lowers it, at one noisy pass per layer. In float32 the difference of losses has a rounding error of about 1e-7
 * loss / sigma.
 *
 * <p>No backward pass and no derivatives: any activation and any loss. A loss that the noise does not change gives a
 * zero gradient. Cost: two forward passes and one product for the gradient; antithetic three.
 *
 * <p>Widrow and Lehr 1990; Fiete and Seung 2006; scaling: Werfel, Xie and Seung 2005; Hiratani, Mehta, Lillicrap and
 * Latham 2022.
 */
@Component("node-perturbation")
public record NodePerturbation(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "standard deviation of the noise in each pre-activation")
        float sigma,

        @Hyper(value = "gaussian", doc = "distribution of the noise: gaussian, or signs (-1 or +1)")
        Noise noise,

        @Hyper(value = "false", doc = "compare the noise with its negative instead of with no noise")
        boolean antithetic,

        @Hyper(value = "false", doc = "perturb one layer at a time, with a noisy pass for each")
        boolean oneLayer,

        @Hyper(value = "clean", doc = "presynaptic activity in the gradient: clean or noisy")
        Presynaptic presynaptic)
        implements LearningRule {
    /** Distribution of the noise. */
    public enum Noise {
        GAUSSIAN,
        SIGNS
    }

    /** Pass from which presynaptic activities are taken. */
    public enum Presynaptic {
        CLEAN,
        NOISY
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SEPARATE_EXAMPLES);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return new Bound(this, setup);
    }

    private static final class Bound implements BoundRule {
        private final NodePerturbation rule;
        private final Network net;
        private final Objective loss;
        private final Activations[] clean;
        private final Activations[] up;
        private final Activations[] down;
        private final Scratch[] xi;
        private final Scratch[] d;
        private final String[] names;
        private final Scratch cleanLosses;
        private final Scratch upLosses;
        private final Scratch downLosses;
        /** Positive and negative perturbation of each group of layers that is perturbed at once. */
        private final Network.PreActivationHook[] plus;

        private final Network.PreActivationHook[] minus;

        Bound(NodePerturbation rule, Setup setup) {
            this.rule = rule;
            net = setup.network();
            loss = setup.loss();
            int depth = net.depth(), groups = rule.oneLayer ? depth : 1;
            clean = setup.activationsPerLayer();
            up = setup.activationsPerLayer();
            down = rule.antithetic ? setup.activationsPerLayer() : null;
            xi = setup.likePreActivations();
            d = setup.likePreActivations();
            names = new String[depth];
            for (int l = 0; l < depth; l++) {
                names[l] = "noise/" + l;
            }
            cleanLosses = setup.perExample(1);
            upLosses = setup.perExample(1);
            downLosses = setup.perExample(1);
            plus = new Network.PreActivationHook[groups];
            minus = new Network.PreActivationHook[groups];
            for (int g = 0; g < groups; g++) {
                plus[g] = noiseHook(rule.oneLayer ? g : -1, rule.sigma);
                minus[g] = noiseHook(rule.oneLayer ? g : -1, -rule.sigma);
            }
        }

        private Network.PreActivationHook noiseHook(int only, float sigma) {
            return (l, a) -> {
                if (only < 0 || l == only) {
                    a.add(sigma, xi[l]);
                }
            };
        }

        @Override
        public double learn(Batch batch) {
            int top = net.depth() - 1;
            for (int l = 0; l <= top; l++) {
                if (rule.noise == Noise.SIGNS) {
                    xi[l].rademacher(batch.random(names[l]));
                } else {
                    xi[l].gaussian(batch.random(names[l]));
                }
            }
            net.forward(batch.inputs(), clean);
            double value = loss.valueAndLosses(clean[top], batch.targets(), cleanLosses);
            for (int g = 0; g < plus.length; g++) {
                net.forward(batch.inputs(), up, plus[g]);
                loss.valueAndLosses(up[top], batch.targets(), upLosses);
                if (rule.antithetic) {
                    net.forward(batch.inputs(), down, minus[g]);
                    loss.valueAndLosses(down[top], batch.targets(), downLosses);
                    upLosses.add(-1, downLosses).scale(0.5f);
                } else {
                    upLosses.add(-1, cleanLosses);
                }
                divide(upLosses, rule.sigma);
                for (int l = rule.oneLayer ? g : 0, to = rule.oneLayer ? g : top; l <= to; l++) {
                    credit(l, d[l].set(xi[l]).scaleRows(upLosses));
                }
            }
            return value;
        }

        private void credit(int l, Scratch d) {
            if (rule.presynaptic == Presynaptic.CLEAN) {
                net.layer(l).credit(d, clean[l]);
            } else if (rule.antithetic) {
                net.layer(l).credit(d.scale(0.5f), up[l]);
                net.layer(l).credit(d, down[l]);
            } else {
                net.layer(l).credit(d, up[l]);
            }
        }

        /** Divides instead of multiplying by the reciprocal, which is infinite for a tiny sigma and gives NaN for 0. */
        private static void divide(Scratch column, float by) {
            float[] x = column.data();
            for (int r = 0, rows = column.rows(); r < rows; r++) {
                x[r] /= by;
            }
        }
    }
}
