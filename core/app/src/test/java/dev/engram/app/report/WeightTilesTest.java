package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.shape.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeightTilesTest {
    private static NamedArray counted(String name, int... shape) {
        int size = 1;
        for (int s : shape) {
            size *= s;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return new NamedArray(name, shape, values);
    }

    private static WeightTiles tiles(NamedArray array, Shape input) {
        return WeightTiles.of(List.of(array), Optional.of(input)).orElseThrow();
    }

    @Test
    void theWeightsOfAUnitAreInThePlacesOfItsInputsWithChannelsNextToEachOther() {
        WeightTiles t = tiles(counted("0.weight", 1, 8), new Shape(2, 2, 2));
        assertEquals(2, t.rows());
        assertEquals(4, t.cols());
        assertFalse(t.kernels());
        assertEquals(7, t.scale());
        assertArrayEquals(new byte[] {0, 18, 73, 91, 36, 54, 109, 127}, t.values());
    }

    @Test
    void aKernelIsATileWhateverTheInput() {
        NamedArray conv = counted("1.layers.0.weight", 5, 1, 2, 3);
        WeightTiles t = WeightTiles.of(List.of(counted("0.bias", 4), conv), Optional.empty())
                .orElseThrow();
        assertTrue(t.kernels());
        assertEquals(List.of(2, 3, 5, 30), List.of(t.rows(), t.cols(), t.units(), t.values().length));
        assertEquals("1.layers.0.weight", t.array());
        WeightTiles sequence = tiles(counted("0.weight", 2, 1, 3), Shape.sequence(1, 9));
        assertEquals(List.of(1, 3), List.of(sequence.rows(), sequence.cols()));
    }

    @Test
    void signsAndTheScaleAreKept() {
        NamedArray signed = new NamedArray("0.weight", new int[] {1, 1, 1, 4}, new float[] {-0.5f, 0, 0.25f, 0.5f});
        assertArrayEquals(
                new byte[] {-127, 0, 64, 127}, tiles(signed, Shape.features(1)).values());
        NamedArray zero = new NamedArray("0.weight", new int[] {1, 1, 1, 2}, new float[2]);
        assertArrayEquals(new byte[2], tiles(zero, Shape.features(1)).values());
    }

    @Test
    void weightsWithoutPositionsHaveNoTiles() {
        List<NamedArray> dense = List.of(counted("0.weight", 3, 8));
        assertEquals(Optional.empty(), WeightTiles.of(dense, Optional.of(Shape.features(8))));
        assertEquals(Optional.empty(), WeightTiles.of(dense, Optional.of(new Shape(1, 3, 3))));
        assertEquals(Optional.empty(), WeightTiles.of(dense, Optional.empty()));
        assertEquals(Optional.empty(), WeightTiles.of(List.of(), Optional.empty()));
    }

    @Test
    void manyOrLargeTilesAreCutOff() {
        assertEquals(
                64 * 9,
                tiles(counted("0.weight", 100, 1, 3, 3), Shape.features(1)).values().length);
        assertEquals(
                64 * 27,
                tiles(counted("0.weight", 100, 7, 3, 3), Shape.features(1)).values().length);
        assertEquals(
                5 * 10_000,
                tiles(counted("0.weight", 9, 10_000), new Shape(1, 100, 100)).values().length);
    }
}
