package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import java.util.List;

/**
 * LAMB: AdamW's direction, scaled for each parameter to the parameter's own norm.
 *
 * <pre>
 * m <- beta1 * m + (1 - beta1) * g;   v <- beta2 * v + (1 - beta2) * g^2
 * u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) + decay * theta
 * r = |theta| / |u|, 1 where a norm is 0                              norms over one parameter: a matrix or a bias
 * theta <- theta - rate * r * u
 * </pre>
 *
 * State: two numbers per parameter. The length of a step is rate * |theta|. With {@code correction: false} both 1 -
 * beta^t are 1, as in early releases. With {@code scale: weights}, biases and other parameters that are not weights
 * have r = 1 and no decay.
 * You et al. 2020.
 */
@Component("lamb")
public record Lamb(
        @Hyper(value = "0.001", range = "[0,inf)", doc = "learning rate, relative to the parameter's norm")
        float rate,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.999", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "1e-6", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "0.01", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "true", doc = "apply bias correction to both moments")
        boolean correction,

        @Hyper(value = "all", doc = "parameters that are scaled and decayed: all or weights")
        Lars.Scale scale)
        implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), m = s.slot("m"), v = s.slot("v");
        float a = beta1, b = beta2, eps = epsilon;
        float c1 = correction ? (float) (1 / (1 - Maths.pow(beta1, s.t()))) : 1;
        float c2 = correction ? (float) (1 / (1 - Maths.pow(beta2, s.t()))) : 1;
        List<Parameter> all = s.parameters();
        for (int k = 0; k < all.size(); k++) {
            Parameter p = all.get(k);
            boolean scaled = scale.includes(p);
            float forget = scaled ? decay : 0, r = rate;
            for (int i = p.from(); i < p.to(); i++) {
                m[i] = a * m[i] + (1 - a) * g[i];
                v[i] = b * v[i] + (1 - b) * g[i] * g[i];
                g[i] = c1 * m[i] / (Maths.sqrt(c2 * v[i]) + eps) + forget * th[i];
            }
            if (scaled) {
                double w = Math.sqrt(s.dot(p, th, th)), u = Math.sqrt(s.dot(p, g, g));
                r *= w == 0 || u == 0 ? 1 : (float) (w / u);
            }
            for (int i = p.from(); i < p.to(); i++) {
                g[i] *= r;
            }
        }
    }
}
