package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * The same number at every step, as where no schedule stands; of use inside warm-up.
 *
 * <pre>
 *   value(t) = value
 * </pre>
 */
@Component("constant")
public record Constant(@Hyper(doc = "the number") double value) implements Schedule {
    @Override
    public double at(long t, long total) {
        return value;
    }
}
