package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Schedule;

/**
 * The same value at every step. Useful inside warm-up.
 *
 * <pre>
 *   value(t) = value
 * </pre>
 */
@Component("constant")
public record Constant(@Hyper(doc = "value") double value) implements Schedule {
    @Override
    public double at(long t, long total) {
        return value;
    }
}
