package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Prodigy: Adam that estimates its own step size d from the distance to the start that the gradients imply.
 *
 * <pre>
 * D = rate * d * k;   b = sqrt(beta2);   k = 1, with correction sqrt(1 - beta2^t) / (1 - beta1^t)
 * n     <- b * n + (d / first) * D * <g, theta_0 - theta>         <,> over all parameters
 * s     <- b * s + (d / first) * D * g
 * m     <- beta1 * m + (1 - beta1) * d * g;   v <- beta2 * v + (1 - beta2) * d^2 * g^2
 * e     = factor * n / |s|_1;   top <- max(top, e)
 * d'    = min(top, d * growth), with max(d, e) in place of d while d is still the first
 * theta <- theta - D * (m / (sqrt(v) + d' * epsilon) + decay * theta);   d <- d'
 * </pre>
 *
 * State: four numbers per parameter. Without a limit on its growth, d never falls. The trajectory hardly depends on
 * the scale of the gradients. The learning rate multiplies the estimate: leave it at 1, or give a schedule that
 * starts at 1.
 * Mishchenko and Defazio 2023.
 */
@Component(value = "prodigy", version = 2)
public record Prodigy(
        @Hyper(value = "1", range = "[0,inf)", doc = "learning rate; multiplies the estimated step size")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "1e-6", range = "(0,inf)", doc = "initial estimate of the step size; must be an underestimate")
        double first,

        @Hyper(value = "1", range = "(0,inf)", doc = "coefficient of each new estimate")
        double factor,

        @Hyper(value = "1e30", range = "(1,inf)", doc = "largest growth factor of the estimate in one step")
        double growth,

        @Hyper(value = "false", doc = "apply bias correction to both moments")
        boolean correction)
        implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), start = s.slot("start", th);
        float[] m = s.slot("m"), v = s.slot("v"), sum = s.slot("sum");
        float[] along = s.scratch("products", 1, g.length).data(),
                size = s.scratch("sizes", 1, g.length).data();
        Step.Scalar estimate = s.scalar("d", first), numerator = s.scalar("numerator", 0), top = s.scalar("top", first);
        double d = estimate.get(), b = Math.sqrt(beta2);
        double big =
                d * rate * (correction ? Math.sqrt(1 - Maths.pow(beta2, s.t())) / (1 - Maths.pow(beta1, s.t())) : 1);
        float keep = (float) b, more = (float) (d / first * big), b1 = beta1, b2 = beta2;
        float mean = (float) ((1 - (double) beta1) * d), square = (float) ((1 - (double) beta2) * d * d);
        int from = s.from(), to = s.to();
        for (int i = from; i < to; i++) {
            m[i] = b1 * m[i] + mean * g[i];
            v[i] = b2 * v[i] + square * g[i] * g[i];
            sum[i] = keep * sum[i] + more * g[i];
        }
        for (int i = from; i < to; i++) {
            along[i] = g[i] * (start[i] - th[i]);
            size[i] = Math.abs(sum[i]);
        }
        double travelled = s.sum(along, from, to), norm = s.sum(size, from, to);
        numerator.set(b * numerator.get() + d / first * big * travelled);
        double e = norm == 0 ? 0 : factor * numerator.get() / norm, next = d == first ? Math.max(d, e) : d;
        top.set(Math.max(top.get(), e));
        next = Math.min(top.get(), next * growth);
        estimate.set(next);
        divide(m, v, th, (float) big, (float) (next * epsilon), decay, g, from, to);
    }

    /**
     * A method of its own: where C2 compiles all loops together while the first one runs, it leaves a call of the
     * square root in the last one, which has never run.
     */
    private static void divide(
            float[] m, float[] v, float[] th, float step, float eps, float forget, float[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] = step * (m[i] / (Maths.sqrt(v[i]) + eps) + forget * th[i]);
        }
    }
}
