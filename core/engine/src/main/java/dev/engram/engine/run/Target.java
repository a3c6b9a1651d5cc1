package dev.engram.engine.run;

import dev.engram.engine.yaml.YamlNumbers;
import dev.engram.spi.Hyper;

/** What a run is to reach: the sooner, the better. Bound from the {@code target:} section. */
public record Target(
        @Hyper(
                doc = "what is to reach it: a metric of the predictions for the validation data, or value on a"
                        + " landscape")
        String metric,

        @Hyper(doc = "the value to reach or to pass, in the metric's own unit")
        double at,

        @Hyper(value = "false", doc = "does a run stop where it has reached it?")
        boolean stop) {
    /** What a landscape has in place of metrics. */
    public static final String VALUE = "value";

    /** @param direction 1 if more of the metric is better, -1 if less is; NaN reaches nothing */
    public boolean reached(double value, int direction) {
        return direction * value >= direction * at;
    }

    /** Such as {@code accuracy 0.95}. */
    public String text() {
        return metric + " " + YamlNumbers.format(at);
    }
}
