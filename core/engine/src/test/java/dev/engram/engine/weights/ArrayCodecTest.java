package dev.engram.engine.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrayCodecTest {
    private static final List<NamedArray> ARRAYS = List.of(
            new NamedArray("0.weight", new int[] {2, 3}, new float[] {1, -0.0f, Float.MIN_VALUE, 4, 5, 1e38f}),
            new NamedArray("1.num_batches_tracked", new int[0], new float[] {7}),
            new NamedArray("größe", new int[] {0}, new float[0]));

    @Test
    void everyBitComesBack() {
        byte[] bytes = ArrayCodec.encode(ARRAYS);
        assertEquals(ARRAYS, ArrayCodec.decode(bytes));
        assertArrayEquals(bytes, ArrayCodec.encode(ArrayCodec.decode(bytes)));
        assertEquals(List.of(), ArrayCodec.decode(ArrayCodec.encode(List.of())));
    }

    @Test
    void theFirstBytesAreFormatCountAndName() {
        assertArrayEquals(
                new byte[] {1, 0, 0, 0, 3, 0, 0, 0, 8, 0, 0, 0, '0', '.', 'w'},
                Arrays.copyOf(ArrayCodec.encode(ARRAYS), 15));
    }

    @Test
    void damagedBytesAreAnErrorAndNeverAnotherException() {
        byte[] bytes = ArrayCodec.encode(ARRAYS);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> ArrayCodec.decode(cut), "length " + length);
        }
        for (int i = 0; i < 1000; i++) {
            byte[] flipped = bytes.clone();
            flipped[new Random(i).nextInt(bytes.length)] ^= (byte) (1 << i % 8);
            try {
                ArrayCodec.decode(flipped);
            } catch (IllegalArgumentException e) {
                assertEquals(IllegalArgumentException.class, e.getClass(), "case " + i);
            }
        }
    }
}
