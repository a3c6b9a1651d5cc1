package dev.engram.engine.queue;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what {@link ValueWriter} wrote, now or in an earlier format. Throws {@link IllegalArgumentException} with the
 * reason if it is damaged.
 */
final class ValueReader {
    private static final int OLDEST_FORMAT = 1;
    /** From this format on, a result has a list of weights at its end. */
    private static final int WEIGHTS_FORMAT = 2;

    private final ByteBuffer in;
    private final List<String> texts = new ArrayList<>();
    private final int format;

    ValueReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
        format = read(in::get);
        if (format < OLDEST_FORMAT || format > ValueWriter.FORMAT) {
            throw new IllegalArgumentException("the value has format " + format + "; this Engram reads formats "
                    + OLDEST_FORMAT + " to " + ValueWriter.FORMAT + ": use the same Engram on all machines");
        }
    }

    private static <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the value is damaged: its end is missing", e);
        }
    }

    boolean hasWeights() {
        return format >= WEIGHTS_FORMAT;
    }

    /** Checks that nothing follows. */
    void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("the value is damaged: " + in.remaining() + " bytes follow its end");
        }
    }

    String text() {
        int length = read(in::getInt);
        if (length < 0) {
            int known = -1 - length;
            if (known >= texts.size()) {
                throw new IllegalArgumentException("the value is damaged: it refers to a text that is not there");
            }
            return texts.get(known);
        }
        byte[] utf8 = new byte[checkedCount(length, 1)];
        in.get(utf8);
        String text = new String(utf8, StandardCharsets.UTF_8);
        texts.add(text);
        return text;
    }

    long number() {
        return read(in::getLong);
    }

    double real() {
        return Double.longBitsToDouble(read(in::getLong));
    }

    boolean flag() {
        return read(in::get) != 0;
    }

    int[] integers() {
        int[] numbers = new int[checkedCount(read(in::getInt), Integer.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.getInt();
        }
        return numbers;
    }

    byte[] bytes() {
        byte[] array = new byte[checkedCount(read(in::getInt), 1)];
        in.get(array);
        return array;
    }

    <T> List<T> list(Supplier<T> item) {
        int n = checkedCount(read(in::getInt), 1);
        List<T> list = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            list.add(item.get());
        }
        return list;
    }

    <T> Optional<T> optional(Supplier<T> reader) {
        return flag() ? Optional.of(reader.get()) : Optional.empty();
    }

    Map<String, String> map() {
        int n = checkedCount(read(in::getInt), 1);
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < n; i++) {
            String key = text();
            map.put(key, text());
        }
        return map;
    }

    /** Returns the number of items, each of which needs at least so many bytes. */
    private int checkedCount(int count, int bytes) {
        if (count < 0 || (long) count * bytes > in.remaining()) {
            throw new IllegalArgumentException("the value is damaged: its end is missing");
        }
        return count;
    }
}
