package dev.engram.plugins.landscapes;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;

/**
 * A line whose slope changes from step to step: a rare steep slope, and a frequent slight one of the other sign. On it,
 * Adam walks to the worst point of an interval and AMSGrad to the best.
 *
 * <pre>
 *   f(x) = (rare + (period - 1) frequent) / period x
 *   the optimizer receives  rare at steps 1, 1 + period, 1 + 2 period, ...,  frequent at all others
 * </pre>
 *
 * One coordinate; the default start is 0. The reported value is that of the mean slope. f has no minimum: bound the
 * steps with {@code [..., project-onto-box]}. With the defaults the mean slope is 0.099, so that -1 is the best point
 * of [-1, 1]. Adam divides by the root of a moving average of squares, which is large where the slope is rare. The
 * steps in the right direction are therefore the ones that it makes short.
 *
 * <p>Reddi, Kale and Kumar 2018, On the convergence of Adam and beyond.
 */
@Component("periodic-slope")
public record PeriodicSlope(
        @Hyper(value = "1010", doc = "slope at the first step of each period")
        double rare,

        @Hyper(value = "-10", doc = "slope at all other steps")
        double frequent,

        @Hyper(value = "101", range = "[2,1000000000]", doc = "number of steps after which the slopes repeat")
        int period)
        implements Landscape {
    @Override
    public int cols() {
        return 1;
    }

    private double mean() {
        return (rare + (period - 1) * frequent) / period;
    }

    @Override
    public double value(double[] x, double[] gradient) {
        gradient[0] = mean();
        return mean() * x[0];
    }

    @Override
    public void addNoise(double[] x, long step, double[] gradient, Rng rng) {
        gradient[0] += (step % period == 1 ? rare : frequent) - mean();
    }

    @Override
    public double[] start() {
        return new double[] {0};
    }
}
