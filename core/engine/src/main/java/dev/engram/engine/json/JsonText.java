package dev.engram.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.engram.engine.statistics.ConfidenceInterval;
import dev.engram.engine.text.DecimalText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Maps, lists, arrays, intervals, texts and numbers as JSON. NaN is null. */
public final class JsonText {
    /** As many digits as a double has: numbers are written in full. */
    public static final int EXACT = 17;
    /** The classes of {@code Map.of} and {@code Set.of}, whose order depends on a number that each process draws. */
    private static final Set<Class<?>> UNORDERED = Set.of(
            Map.of(0, 0, 1, 1).getClass(),
            Set.of(0, 1).getClass(),
            Set.of(0, 1, 2).getClass());

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
    public static String pretty(Object value) {
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
            for (Map.Entry<?, ?> e :
                    ordered(map.entrySet(), map, e -> e.getKey().toString())) {
                out.writeFieldName(e.getKey().toString());
                write(e.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : ordered(items, items, Object::toString)) {
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

    /** Sorts what has another order in every process, so that equal values are equal texts. */
    private static <T> Iterable<T> ordered(Iterable<T> items, Object container, Function<? super T, String> key) {
        return UNORDERED.contains(container.getClass())
                ? StreamSupport.stream(items.spliterator(), false)
                        .sorted(Comparator.comparing(key))
                        .toList()
                : items;
    }

    private void number(double value) throws IOException {
        if (Double.isInfinite(value) && infinities) {
            out.writeString(DecimalText.exact(value));
        } else if (!Double.isFinite(value)) {
            out.writeNull();
        } else if (digits.getPrecision() >= EXACT) {
            out.writeNumber(DecimalText.exact(value));
        } else if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            out.writeNumber((long) value);
        } else {
            out.writeNumber(
                    new BigDecimal(value).round(digits).stripTrailingZeros().toString());
        }
    }
}
