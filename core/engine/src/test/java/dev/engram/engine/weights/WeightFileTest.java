package dev.engram.engine.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeightFileTest {
    private static NamedArray array(String name, float... values) {
        return new NamedArray(name, new int[] {values.length}, values);
    }

    private static String rejection(int[] shape, float... values) {
        return assertThrows(IllegalArgumentException.class, () -> new NamedArray("w", shape, values))
                .getMessage();
    }

    @Test
    void aShapeThatDoesNotHaveTheNumbersIsRefused() {
        assertEquals("w: the shape 2 x 3 does not have 5 numbers", rejection(new int[] {2, 3}, new float[5]));
        assertEquals("w: the shape a single number does not have 0 numbers", rejection(new int[0]));
        assertEquals("w: a size is negative, in the shape -1 x -1", rejection(new int[] {-1, -1}, 1));
        assertThrows(IllegalArgumentException.class, () -> array(" "));
    }

    @Test
    void arraysAreEqualIfTheirBitsAre() {
        assertEquals(array("w", Float.NaN, 1), array("w", Float.NaN, 1));
        assertEquals(array("w", 2).hashCode(), array("w", 2).hashCode());
        assertNotEquals(array("w", 0f), array("w", -0f));
        assertNotEquals(array("w", 1), array("v", 1));
        assertNotEquals(new NamedArray("w", new int[] {1, 1}, new float[1]), array("w", 0));
        assertEquals("w (1 x 1)", new NamedArray("w", new int[] {1, 1}, new float[1]).toString());
    }

    @Test
    void arraysAreFoundByName() {
        WeightFile file = new WeightFile(List.of(array("b", 1, 2), array("a", 3)), Map.of("seed", "1"));
        assertEquals(List.of("b", "a"), file.names());
        assertEquals(3, file.size());
        assertEquals(Optional.of(array("a", 3)), file.array("a"));
        assertEquals(Optional.empty(), file.array("c"));
        assertEquals(
                "two arrays have the name a",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new WeightFile(List.of(array("a"), array("a")), Map.of()))
                        .getMessage());
    }
}
