package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Predictive coding: activities v relax between the prediction of the layer below and the demands of the layer
 * above; then every layer learns to predict better.
 *
 * <pre>
 * mu_l = phi_l(W_l v_{l-1} + b_l);   eps_l = v_l - mu_l;   v_0 = x;   hidden v_l start at the forward pass
 * E = sum over hidden l |eps_l|^2 / 2 + loss(mu_L, t) / s
 * D_l = -eps_l * phi_l';   D_L = (d loss / d A_L) / s            with the sum of squares eps_L = (t - mu_L) / s
 * v_l <- v_l + gamma (-eps_l - D_{l+1} W_{l+1}), all layers at once, steps times;   G_l = s D_l' v_{l-1} / B
 * </pre>
 *
 * <p>v_l: rows x outputs; G_l: shape of W_l, the gradient of s E. The convention is mu = phi(W v), not W phi(v). s is
 * the variance of the output; that of the hidden layers is 1.
 *
 * <p>iterative: at equilibrium this is not back-propagation, not even for small errors. It approaches it as s grows,
 * with an error of order 1/s, and G includes the factor s so that the learning rate need not change. In float32 the
 * rounding error is about 1e-7 s / |t - mu_L|, so s up to 100 is reasonable. Stable for gamma below 2 over the
 * largest eigenvalue of I + W'W; with small gamma, E falls in every step.
 *
 * <p>z-il (zero-divergence inference learning): gamma is 1, s is 1, and layer l is trained at step L - l, when the
 * error first reaches it. Equals back-propagation up to rounding; steps, gamma and variance are not used.
 *
 * <p>In a layer with further stages, such as pooling, phi is all of them. Residual connections and batch-norm, whose
 * error is not one per example, are refused. Predicts with the forward pass. Each step costs two forward passes without
 * the first layer, which is computed once.
 *
 * <p>Rao and Ballard 1999; Whittington and Bogacz 2017; z-il: Song, Lukasiewicz, Xu and Bogacz 2020; losses other
 * than the sum of squares: Pinchetti, Salvatori, Yordanov, Millidge, Song and Lukasiewicz 2022.
 */
@Component("predictive-coding")
public record PredictiveCoding(
        @Hyper(value = "50", range = "[0,inf)", doc = "steps of inference (iterative only)")
        int steps,

        @Hyper(value = "0.1", range = "(0,2)", doc = "gamma, the step size of inference (iterative only)")
        float gamma,

        @Hyper(
                value = "1",
                range = "(0,inf)",
                doc = "variance of the output; large: close to back-propagation (iterative only)")
        float variance,

        @Hyper(value = "iterative", doc = "inference: iterative, or z-il (equals back-propagation)")
        Inference inference)
        implements LearningRule {
    /** Schedule of inference and learning. */
    public enum Inference {
        ITERATIVE,
        Z_IL
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(
                Requirement.OUTPUT_LAYER,
                Requirement.SLOPES,
                Requirement.CHAIN,
                Requirement.SEPARATE_EXAMPLES,
                Requirement.LOSS_SLOPE);
    }

    @Override
    public boolean exactGradient() {
        return inference == Inference.Z_IL;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return new Bound(this, setup);
    }

    private static final class Bound implements BoundRule {
        private final Network net;
        private final Objective loss;
        private final int top;
        private final boolean exact;
        private final int steps;
        private final float gamma;
        private final float variance;
        private final Activations[] mu;
        /** The outputs of the hidden layers in mu. */
        private final Scratch[] predicted;

        private final Scratch[] v;
        private final Scratch[] d;
        private final Scratch[] feedback;

        Bound(PredictiveCoding rule, Setup setup) {
            net = setup.network();
            loss = setup.loss();
            top = net.depth() - 1;
            exact = rule.inference == Inference.Z_IL;
            steps = exact || top == 0 ? top : rule.steps; // a single layer needs no inference
            gamma = exact ? 1 : rule.gamma;
            variance = exact ? 1 : rule.variance;
            mu = setup.activationsPerLayer();
            predicted = setup.likeOutputs();
            v = setup.likeOutputs();
            d = setup.likePreActivations();
            feedback = setup.likeOutputs();
        }

        @Override
        public double learn(Batch batch) {
            net.forward(batch.inputs(), mu);
            double value = loss.valueAndError(mu[top], batch.targets(), d[top]);
            for (int l = 0; l < top; l++) {
                v[l].set(predicted[l].set(mu[l].output()));
            }
            for (int step = 0; ; step++) {
                predict(batch, step);
                for (int l = 0; l <= top; l++) {
                    if (exact ? l == top - step : step == steps) {
                        net.layer(l).credit(d[l].scale(variance), mu[l]);
                    }
                }
                if (step == steps) {
                    return value;
                }
                for (int l = 0; l < top; l++) {
                    net.layer(l + 1).backwardAffine(d[l + 1], net.layer(l + 1).weights(), feedback[l]);
                    relax(l);
                }
            }
        }

        /** Moves the activities of a layer, in one loop. */
        private void relax(int l) {
            float[] demand = feedback[l].data(), p = predicted[l].data(), a = v[l].data();
            for (int i = 0, n = v[l].rows() * v[l].cols(); i < n; i++) {
                a[i] = Maths.fma(-gamma, demand[i] + a[i] - p[i], a[i]);
            }
        }

        /** Overwrites {@code excess} with the prediction of a layer minus its activities. */
        private Scratch subtract(int l, Scratch excess) {
            float[] e = excess.data(), p = predicted[l].data(), a = v[l].data();
            for (int i = 0, n = v[l].rows() * v[l].cols(); i < n; i++) {
                e[i] = p[i] - a[i];
            }
            return excess;
        }

        /** Computes all predictions and errors at the current activities. The first prediction never changes. */
        private void predict(Batch batch, int step) {
            for (int l = 0; l < top; l++) {
                if (l > 0 && step > 0) {
                    net.layer(l).forward(v[l - 1], mu[l]);
                    predicted[l].set(mu[l].output());
                }
                Scratch excess = subtract(l, net.layer(l).plain() ? d[l] : feedback[l]);
                net.layer(l).backwardActivation(mu[l], excess, d[l]);
            }
            if (step > 0) {
                net.last().forward(v[top - 1], mu[top]);
                loss.error(mu[top], batch.targets(), d[top]);
            }
            if (variance != 1) {
                d[top].scale(1 / variance);
            }
        }
    }
}
