package dev.engram.engine.run;

import dev.engram.spi.Hyper;

/** What a run is to reach: the sooner, the better. Bound from the {@code target:} section. */
public record Target(
        @Hyper(doc = "the metric of the validation data that has to reach the target; on a landscape: value")
        String metric,

        @Hyper(doc = "the value to reach or pass, in the unit of the metric")
        double at,

        @Hyper(
                value = "false",
                doc = "whether a run ends when it has reached the target; the target is then part of the identity of"
                        + " the run")
        boolean stop) {
    /** What a landscape has in place of metrics. */
    public static final String VALUE = "value";

    /** @param direction 1 if more of the metric is better, -1 if less is; NaN reaches nothing */
    public boolean reached(double value, int direction) {
        return direction * value >= direction * at;
    }

    /** Such as {@code accuracy 0.95}. */
    public String text() {
        return metric + " " + ShortestDecimal.of(at);
    }
}
