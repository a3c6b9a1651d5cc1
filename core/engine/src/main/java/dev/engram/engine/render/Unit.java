package dev.engram.engine.render;

import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.text.DecimalText;
import java.util.function.DoubleFunction;

/** The unit of a column's values. It decides how people see them; CSV and JSON have every number in full. */
public enum Unit {
    /** A number without a unit, such as a metric or a probability. */
    NUMBER(v -> NumberFormats.estimate(v, Double.NaN, "")),
    /** Steps, examples, bytes. */
    COUNT(NumberFormats::count),
    SECONDS(NumberFormats::seconds),
    /** Words; the only columns that are aligned left. */
    TEXT(DecimalText::exact),
    /** A {@link dev.engram.engine.statistics.ConfidenceInterval}: two fields in CSV, an array in JSON. */
    INTERVAL(DecimalText::exact),
    /** Lists and maps, for JSON only. */
    STRUCTURE(DecimalText::exact);

    private final DoubleFunction<String> format;

    Unit(DoubleFunction<String> format) {
        this.format = format;
    }

    String format(double value) {
        return format.apply(value);
    }
}
