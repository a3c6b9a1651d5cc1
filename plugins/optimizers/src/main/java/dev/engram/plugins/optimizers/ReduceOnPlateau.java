package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Step;

/**
 * Reduction of the step once the loss stops falling, as the last link of a chain: {@code [sgd, reduce-on-plateau]}.
 *
 * <pre>
 * every {@code every} steps:  L = mean loss of the batches since the last check
 *                best <- L, bad <- 0         if L < best - threshold |best|
 *                bad <- bad + 1              else
 *                scale <- max(least, factor * scale), bad <- 0      if bad > patience
 *                in the next {@code cooldown} checks bad stays 0
 * g <- scale * g
 * </pre>
 *
 * State: five numbers. The loss is that of the training batches before their step, averaged over several. A schedule
 * cannot do this, because it only knows the number of the step. As PyTorch's ReduceLROnPlateau, in which the caller
 * chooses what is measured and when.
 */
@Component("reduce-on-plateau")
public record ReduceOnPlateau(
        @Hyper(value = "0.1", range = "(0,1)", doc = "factor of each reduction")
        float factor,

        @Hyper(value = "10", range = "[0,1000000000]", doc = "checks without improvement before a reduction")
        int patience,

        @Hyper(value = "100", range = "[1,1000000000]", doc = "training steps between checks")
        int every,

        @Hyper(value = "0.0001", range = "[0,1)", doc = "smallest improvement that counts, relative to the best loss")
        float threshold,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "checks after a reduction that do not count")
        int cooldown,

        @Hyper(value = "0", range = "[0,1]", doc = "smallest scale of the step")
        float least)
        implements Optimizer {
    @Override
    public void update(Step s) {
        Step.Scalar scale = s.scalar("scale", 1), sum = s.scalar("sum", 0);
        sum.set(sum.get() + s.loss());
        if (s.t() % every == 0) {
            evaluatePlateau(s, sum.get() / every, scale);
            sum.set(0);
        }
        float[] g = s.gradient();
        float c = (float) scale.get();
        for (int i = s.from(), to = s.to(); i < to; i++) {
            g[i] *= c;
        }
    }

    private void evaluatePlateau(Step s, double loss, Step.Scalar scale) {
        Step.Scalar best = s.scalar("best", Double.POSITIVE_INFINITY);
        Step.Scalar bad = s.scalar("bad", 0), rest = s.scalar("rest", 0);
        boolean first = best.get() == Double.POSITIVE_INFINITY;
        boolean better = first ? loss < best.get() : loss < best.get() - threshold * Math.abs(best.get());
        bad.set(better ? 0 : bad.get() + 1);
        if (better) {
            best.set(loss);
        }
        if (rest.get() > 0) {
            rest.set(rest.get() - 1);
            bad.set(0);
        }
        if (bad.get() > patience) {
            scale.set(Math.max(least, factor * scale.get()));
            rest.set(cooldown);
            bad.set(0);
        }
    }
}
