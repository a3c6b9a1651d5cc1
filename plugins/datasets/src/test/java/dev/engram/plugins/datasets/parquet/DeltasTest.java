package dev.engram.plugins.datasets.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltasTest {
    private static final int BLOCK = 128;

    /** Numbers times eight are 0 in 64 bits if they are multiples of 2 to the power of 61. */
    @ParameterizedTest
    @ValueSource(longs = {0, 3, 256, 1L << 61, 1L << 62, (1L << 61) + 1, Long.MIN_VALUE, -1})
    void partsOfABlockThatDoNotFitAreDamage(long parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long value : new long[] {BLOCK, parts, 1, 0}) {
            writeVarint(bytes, value);
        }
        ByteReader in = new ByteReader(bytes.toByteArray(), "a page");
        assertEquals(
                "is damaged or truncated: a page has differences in blocks of 128; fetch it again",
                assertThrows(ColumnFileException.class, () -> Deltas.read(in, 1))
                        .getMessage());
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7f | 0x80));
        }
        out.write((int) rest);
    }
}
