package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * AdaDelta: the gradient scaled by the root mean square of past updates over that of past gradients. Updates have
 * the unit of the parameter, and no learning rate has to be tuned.
 *
 * <pre>
 * v     <- rho * v + (1 - rho) * g^2
 * d      = sqrt(u + epsilon) / sqrt(v + epsilon) * g
 * u     <- rho * u + (1 - rho) * d^2
 * theta <- theta - rate * d
 * </pre>
 *
 * State: two numbers per parameter. Epsilon is inside both roots. The first step is sqrt(epsilon / ((1 - rho) g^2 +
 * epsilon)) g, which is 3.16e-3 for the defaults, so the method starts slowly.
 * Zeiler 2012.
 */
@Component("adadelta")
public record AdaDelta(
        @Hyper(value = "1", range = "[0,inf)", doc = "learning rate; the paper has none, which is 1")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of both mean squares")
        float rho,

        @Hyper(
                value = "1e-6",
                range = "(0,inf)",
                doc = "sets the size of the first steps and keeps the quotient finite")
        float epsilon)
        implements Optimizer.Elementwise {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), v = s.slot("squares"), u = s.slot("steps");
        float eta = rate, a = rho, eps = epsilon;
        for (int i = s.from(), to = s.to(); i < to; i++) {
            v[i] = a * v[i] + (1 - a) * g[i] * g[i];
            float d = Maths.sqrt(u[i] + eps) / Maths.sqrt(v[i] + eps) * g[i];
            u[i] = a * u[i] + (1 - a) * d * d;
            g[i] = eta * d;
        }
    }
}
