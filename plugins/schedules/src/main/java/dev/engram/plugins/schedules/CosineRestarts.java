package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * Falls along half a cosine again and again (SGDR): each time it has reached its end it starts anew.
 *
 * <pre>
 *   value(t) = end + (start - end)(1 + cos(pi k / P)) / 2
 *   P = period, period growth, period growth^2, ...   the lengths of the falls
 *   k = t - (all P before)                            steps made since the last restart
 *   t = 0, 1, 2, ...                                  steps made so far
 * </pre>
 *
 * The last step of a fall (k = P - 1) is made just above the end value, the next one at the start value.
 *
 * <p>Loshchilov and Hutter 2017, SGDR: Stochastic gradient descent with warm restarts.
 */
@Component("cosine-restarts")
public record CosineRestarts(
        @Hyper(doc = "value of the first step and after each restart")
        double start,

        @Hyper(value = "0", doc = "value that a fall ends at")
        double end,

        @Hyper(range = "[1,1000000000000]", doc = "training steps of the first fall")
        long period,

        @Hyper(value = "1", range = "[1,1000]", doc = "how much longer each fall is than the one before")
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
