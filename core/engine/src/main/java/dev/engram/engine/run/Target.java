package dev.engram.engine.run;

import dev.engram.spi.Hyper;

/** The value that a run should reach, as soon as possible. Bound from the {@code target:} section. */
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
    /** Name of the only metric on a landscape. */
    public static final String VALUE = "value";

    /**
     * Returns true if the value reaches the target; NaN never does.
     *
     * @param direction 1 if larger values are better, -1 if smaller ones are
     */
    public boolean reached(double value, int direction) {
        return direction * value >= direction * at;
    }

    /** Returns metric and value, such as {@code accuracy 0.95}. */
    public String text() {
        return metric + " " + ShortestDecimal.of(at);
    }
}
