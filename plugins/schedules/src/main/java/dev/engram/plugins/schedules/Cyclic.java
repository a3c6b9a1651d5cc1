package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A cyclic schedule that rises and falls linearly.
 *
 * <pre>
 *   c = floor(t / (rise + fall)),  k = t - c (rise + fall)      cycles completed; steps made in this one
 *   u = k / rise  for k <= rise,   1 - (k - rise) / fall  after that
 *   value(t) = low + (high - low) u s
 *   s = 1 (triangular),  2^-c (triangular2),  factor^t (exponential)
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The first step has the low value; keep it above 0.
 *
 * <p>Smith 2017, Cyclical learning rates for training neural networks.
 */
@Component("cyclic")
public record Cyclic(
        @Hyper(doc = "lowest value") double low,
        @Hyper(doc = "highest value") double high,

        @Hyper(value = "2000", range = "[1,1000000000000]", doc = "training steps of the warm-up")
        long rise,

        @Hyper(value = "0", range = "[0,1000000000000]", doc = "training steps of the fall; 0: as many as of the rise")
        long fall,

        @Hyper(value = "triangular", doc = "scaling of the amplitude: triangular, triangular2 or exponential")
        Shape shape,

        @Hyper(value = "1", range = "(0,1]", doc = "factor of the amplitude per step (exponential only)")
        double factor)
        implements Schedule {
    /** Scaling of the amplitude. */
    public enum Shape {
        TRIANGULAR,
        /** Halved at each cycle. */
        TRIANGULAR2,
        EXPONENTIAL
    }

    @Override
    public double at(long t, long total) {
        long down = fall == 0 ? rise : fall, cycle = t / (rise + down), k = t % (rise + down);
        double u = k <= rise ? (double) k / rise : 1 - (double) (k - rise) / down;
        return low
                + (high - low)
                        * u
                        * switch (shape) {
                            case TRIANGULAR -> 1;
                            case TRIANGULAR2 -> StrictMath.pow(0.5, cycle);
                            case EXPONENTIAL -> StrictMath.pow(factor, t);
                        };
    }
}
