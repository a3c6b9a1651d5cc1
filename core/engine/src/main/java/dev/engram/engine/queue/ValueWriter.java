package dev.engram.engine.queue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes values as bytes. A text that was written before is written as its number, because names repeat. */
final class ValueWriter {
    /** The version of the format. */
    static final int FORMAT = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Map<String, Integer> texts = new HashMap<>();

    /** An action on a stream that is in memory, and so never fails. */
    private interface Output {
        void write(DataOutputStream to) throws IOException;
    }

    ValueWriter() {
        write(to -> to.writeByte(FORMAT));
    }

    private void write(Output output) {
        try {
            output.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    void text(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        if (known != null) {
            write(to -> to.writeInt(-1 - known));
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        write(to -> {
            to.writeInt(utf8.length);
            to.write(utf8);
        });
    }

    void number(long number) {
        write(to -> to.writeLong(number));
    }

    /** Writes all bits, including those of NaN. */
    void real(double number) {
        write(to -> to.writeLong(Double.doubleToRawLongBits(number)));
    }

    void flag(boolean flag) {
        write(to -> to.writeBoolean(flag));
    }

    void integers(int[] numbers) {
        write(to -> {
            to.writeInt(numbers.length);
            for (int n : numbers) {
                to.writeInt(n);
            }
        });
    }

    void bytes(byte[] array) {
        write(to -> {
            to.writeInt(array.length);
            to.write(array);
        });
    }

    <T> void list(List<T> list, Consumer<T> item) {
        write(to -> to.writeInt(list.size()));
        list.forEach(item);
    }

    <T> void optional(Optional<T> value, Consumer<T> writer) {
        flag(value.isPresent());
        value.ifPresent(writer);
    }

    void map(Map<String, String> map) {
        write(to -> to.writeInt(map.size()));
        map.forEach((key, value) -> {
            text(key);
            text(value);
        });
    }
}
