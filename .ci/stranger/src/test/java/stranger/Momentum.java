package stranger;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/** Gradient descent with momentum, which is published nowhere. */
@Component("stranger-momentum")
public record Momentum(
        @Hyper("0.02") float rate, @Hyper("0.9") float momentum) implements Optimizer {
    @Override
    public void update(Step s) {
        float[] g = s.gradient();
        float[] v = s.slot("v");
        for (int i = s.from(), to = s.to(); i < to; i++) {
            v[i] = momentum * v[i] + g[i];
            g[i] = rate * v[i];
        }
    }
}
