package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.EnumSet;
import java.util.Set;

/**
 * The covariance rule: Hebb's rule for activities relative to their means, so that constant activities have no
 * effect and weights can also decrease.
 *
 * <pre>
 * G = -(Y - <Y>)' (X - <X>) / B + decay * W        clamped: the target T replaces the output Y
 * <X> = sum / weight;   sum <- memory * sum + (1 - memory) * mean row of X;   weight <- memory * weight + 1 - memory
 * </pre>
 *
 * The means include the current batch: without memory the rule is the covariance within the batch, which is 0 for a
 * batch of one. The bias is not trained. Without decay the weights grow without bound, as with Hebb's rule; meant
 * for plain gradient descent. Local. State: the means, inputs + units numbers. Sejnowski 1977.
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 */
@Component("covariance-hebb")
public record CovarianceHebb(
        @Hyper(value = "false", doc = "learn from the target instead of the output")
        boolean clamped,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "0.9", range = "[0,1)", doc = "exponential decay rate of the running means")
        float memory)
        implements LocalRule {
    /**
     * Rows of at least this many numbers are copied first. Loops over one index of several arrays are vectorised, but
     * for 32 rows of ten, the copies took 0.6 us.
     */
    private static final int COPIED = 128;

    @Override
    public Set<Requirement> requirements() {
        return clamped ? EnumSet.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER) : Set.of();
    }

    @Override
    public Signal signal() {
        return clamped ? Signal.TARGET : Signal.NONE;
    }

    @Override
    public boolean perPosition() {
        return !clamped;
    }

    @Override
    public void learn(Synapses s) {
        Matrix post = clamped ? s.signal() : s.output(), pre = s.input();
        Scratch y = s.perExample("post", post.cols()).set(post),
                x = s.perExample("pre", pre.cols()).set(pre),
                weight = s.state("weight of the means", 1, 1);
        float[] w = weight.data();
        w[0] = memory * w[0] + 1 - memory;
        Scratch postSum = s.state("mean post", 1, y.cols()).scale(memory);
        Scratch preSum = s.state("mean pre", 1, x.cols()).scale(memory);
        float[] row = s.scratch("row", 1, Math.max(x.cols(), y.cols())).data();
        centre(y, postSum.data(), s.scratch("post mean", 1, y.cols()).data(), row, w[0]);
        centre(x, preSum.data(), s.scratch("pre mean", 1, x.cols()).data(), row, w[0]);
        s.accumulateOuterProduct(-1, y, x);
        if (decay > 0) {
            s.accumulate(decay, s.weights());
        }
    }

    /** Adds the rows to the running sum, and subtracts the running mean, sum / weight, from the rows. */
    private void centre(Scratch rows, float[] sum, float[] mean, float[] row, float weight) {
        float[] a = rows.data();
        int n = rows.cols(), alive = rows.rows() * n;
        float share = (1 - memory) / rows.rows();
        for (int from = 0; from < alive; from += n) {
            if (n < COPIED) {
                add(share, a, from, sum, n);
            } else {
                System.arraycopy(a, from, row, 0, n);
                add(share, row, 0, sum, n);
            }
        }
        for (int k = 0; k < n; k++) {
            mean[k] = sum[k] / weight;
        }
        for (int from = 0; from < alive; from += n) {
            if (n < COPIED) {
                subtract(mean, a, from, n);
            } else {
                System.arraycopy(a, from, row, 0, n);
                subtract(mean, row, 0, n);
                System.arraycopy(row, 0, a, from, n);
            }
        }
    }

    private static void add(float c, float[] x, int from, float[] sum, int n) {
        for (int k = 0; k < n; k++) {
            sum[k] += c * x[from + k];
        }
    }

    private static void subtract(float[] mean, float[] x, int from, int n) {
        for (int k = 0; k < n; k++) {
            x[from + k] -= mean[k];
        }
    }
}
