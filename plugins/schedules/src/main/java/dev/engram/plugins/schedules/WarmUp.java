package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * A linear warm-up from near zero, followed by another schedule.
 *
 * <pre>
 *   value(t) = then(0) (t + 1) / steps    for t < steps
 *   value(t) = then(t - steps)            from t = steps on
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * The first step is already above zero, and the last step of the warm-up (t = steps - 1) reaches the start value of
 * {@code then}. {@code then} counts steps from the end of the warm-up and sees only the rest of the run: a cosine
 * without {@code steps} ends with the run.
 *
 * <p>Goyal et al. 2017, Accurate, large minibatch SGD: Training ImageNet in 1 hour.
 */
@Component("warm-up")
public record WarmUp(
        @Hyper(range = "[1,1000000000000]", doc = "training steps of the warm-up")
        long steps,

        @Hyper(doc = "schedule after the warm-up") Schedule then)
        implements Schedule {
    @Override
    public double at(long t, long total) {
        long left = Math.max(total - steps, 1);
        return t < steps ? then.at(0, left) * (t + 1) / steps : then.at(t - steps, left);
    }
}
