package dev.engram.engine.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.statistics.ConfidenceInterval;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** Maps, lists, arrays, intervals, texts and numbers as JSON. NaN is null. */
public final class JsonText {
    /** As many digits as a double has: numbers are written in full. */
    public static final int EXACT = 17;

    private final JsonGenerator out;
    private final MathContext digits;
    private final boolean infinities;

    private JsonText(JsonGenerator out, int digits, boolean infinities) {
        this.out = out;
        this.digits = new MathContext(digits);
        this.infinities = infinities;
    }

    /**
     * On one line. Infinite numbers are null.
     *
     * @param digits to which numbers are rounded, or {@link #EXACT}
     */
    public static String compact(Object value, int digits) {
        return text(value, digits, false);
    }

    /** Indented, with every number in full. Infinite numbers are texts. */
    static String pretty(Object value) {
        return text(value, EXACT, true) + "\n";
    }

    private static String text(Object value, int digits, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            if (pretty) {
                out.useDefaultPrettyPrinter();
            }
            new JsonText(out, digits, pretty).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private void write(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> e : map.entrySet()) {
                out.writeFieldName(e.getKey().toString());
                write(e.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(item);
            }
            out.writeEndArray();
        } else if (value instanceof double[] numbers) {
            out.writeStartArray();
            for (double number : numbers) {
                number(number);
            }
            out.writeEndArray();
        } else if (value instanceof ConfidenceInterval interval) {
            write(new double[] {interval.low(), interval.high()});
        } else if (value instanceof Double number) {
            number(number);
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }

    private void number(double value) throws IOException {
        if (Double.isInfinite(value) && infinities) {
            out.writeString(NumberFormats.exact(value));
        } else if (!Double.isFinite(value)) {
            out.writeNull();
        } else if (digits.getPrecision() >= EXACT) {
            out.writeNumber(NumberFormats.exact(value));
        } else if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            out.writeNumber((long) value);
        } else {
            out.writeNumber(
                    new BigDecimal(value).round(digits).stripTrailingZeros().toString());
        }
    }
}
