package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdamW: Adam with decoupled weight decay. The decay sees the parameters before the step and is not scaled by
 * the gradient.
 *
 * <pre>
 * m     <- beta1 * m + (1 - beta1) * g
 * v     <- beta2 * v + (1 - beta2) * g^2
 * theta <- (1 - rate * decay) theta - rate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 *          (1 - decay) theta - the same                                                by-rate: false
 * </pre>
 *
 * Keeps two numbers per parameter. Decay is multiplied by the rate as in PyTorch and Optax; as first proposed
 * it is not. Everything decays, biases too; to spare them write {@code [adam, {weight-decay: {decay: 1e-5,
 * biases: false}}]} with the product of rate and decay. Without decay it is Adam. The placement of epsilon is
 * that of Adam.
 * Loshchilov and Hutter 2019.
 */
@Component("adamw")
public record AdamW(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "step length per unit of scaled gradient")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "share of the mean gradient kept from step to step")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "share of the mean square kept from step to step")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "keeps the quotient finite")
        float epsilon,

        @Hyper(value = "after-correction", doc = "where epsilon stands, see adam")
        Epsilon placement,

        @Hyper(value = "0.01", range = "[0,inf)", doc = "share forgotten per step, per unit of rate")
        float decay,

        @Hyper(value = "true", doc = "multiply decay by the rate; false: decay is the share forgotten in a step")
        boolean byRate)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), m = s.slot("m"), v = s.slot("v");
        double u1 = 1 - Maths.pow(beta1, s.t()), u2 = 1 - Maths.pow(beta2, s.t());
        float a = beta1, b = beta2, forget = byRate ? rate * decay : decay;
        float c1 = (float) (rate / u1), c2 = (float) (1 / u2);
        float in = placement.inside(epsilon), out = placement.outside(epsilon, u2);
        for (int i = s.from(), to = s.to(); i < to; i++) {
            m[i] = a * m[i] + (1 - a) * g[i];
            v[i] = b * v[i] + (1 - b) * g[i] * g[i];
            g[i] = c1 * m[i] / (Maths.sqrt(c2 * v[i] + in) + out) + forget * th[i];
        }
    }
}
