package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A decay along half a cosine with warm restarts (SGDR): each time the end value is reached, the decay starts again.
 *
 * <pre>
 *   value(t) = end + (start - end)(1 + cos(pi k / P)) / 2
 *   P = period, period growth, period growth^2, ...   the lengths of the periods
 *   k = t - (all P before)                            steps made since the last restart
 *   t = 0, 1, 2, ...                                  steps made so far
 * </pre>
 *
 * The last step of a period (k = P - 1) has a value just above the end value, the next one the start value.
 *
 * <p>Loshchilov and Hutter 2017, SGDR: Stochastic gradient descent with warm restarts.
 */
@Component("cosine-restarts")
public record CosineRestarts(
        @Hyper(doc = "initial value, also after each restart")
        double start,

        @Hyper(value = "0", doc = "final value of each period")
        double end,

        @Hyper(range = "[1,1000000000000]", doc = "length of the first period, in training steps")
        long period,

        @Hyper(value = "1", range = "[1,1000]", doc = "growth factor of the period at each restart")
        int growth)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        long length = period, k = t;
        if (growth == 1) {
            k = t % period;
        } else {
            while (k >= length) {
                k -= length;
                length *= growth;
            }
        }
        return end + (start - end) * (1 + StrictMath.cos(StrictMath.PI * k / length)) / 2;
    }
}
