package dev.engram.plugins.datasets.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.plugins.datasets.arrow.Field.Storage;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.ColumnValues;
import dev.engram.plugins.datasets.columnar.FileBytes;
import dev.engram.plugins.datasets.columnar.ValueSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads a column of two rows whose dictionary is empty. */
class BatchTest {
    private static final int ROWS = 2;
    private static final int BODY_BYTES = 16;
    private static final int INDICES_AT = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"UTF8", "INT", "FLOATING_POINT"})
    void aValueOfAnEmptyDictionaryIsDamage(Storage storage) throws IOException {
        assertEquals(
                "is damaged or truncated: a value refers to an empty dictionary; fetch it again",
                assertThrows(ColumnFileException.class, () -> read(storage, 0b10))
                        .getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"UTF8", "INT", "FLOATING_POINT"})
    void missingValuesNeedNoDictionary(Storage storage) throws IOException {
        assertEquals(List.of("missing", "missing"), read(storage, 0));
    }

    /** @param valid a bit for each row that is not missing */
    private List<Object> read(Storage storage, int valid) throws IOException {
        Path file = Files.write(
                folder.resolve("body"),
                ByteBuffer.allocate(BODY_BYTES).put((byte) valid).array());
        Field index = new Field("c", Storage.INT, Integer.SIZE, true, 0, null, List.of());
        Field field = new Field("c", storage, Long.SIZE, true, 0, new Field.Dictionary(1, index), List.of());
        Values values = new Values();
        try (FileBytes bytes = new FileBytes(file)) {
            FlatTable header = FlatTable.root(header(ROWS - Integer.bitCount(valid)));
            ColumnValues dictionary = ColumnValues.joined(field.type(), List.of());
            new Batch(bytes, header, 0, BODY_BYTES).read(List.of(field), 0, dictionary, values);
        }
        return values.all;
    }

    /** A batch of one column with two parts: its valid rows, and its indices. */
    private static byte[] header(long missing) {
        ByteBuffer header = ByteBuffer.allocate(92).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(16);
        for (int entry : new int[] {10, 20, 4, 12, 16, 0}) {
            header.putShort((short) entry);
        }
        header.putInt(12).putLong(ROWS).putInt(8).putInt(24);
        header.putInt(1).putLong(ROWS).putLong(missing);
        header.putInt(2).putLong(0).putLong(1).putLong(INDICES_AT).putLong(INDICES_AT);
        return header.array();
    }

    private static final class Values implements ValueSink {
        private final List<Object> all = new ArrayList<>();

        @Override
        public void integer(long value) {
            all.add(value);
        }

        @Override
        public void number(double value) {
            all.add(value);
        }

        @Override
        public void text(String value) {
            all.add(value);
        }

        @Override
        public void missing() {
            all.add("missing");
        }
    }
}
