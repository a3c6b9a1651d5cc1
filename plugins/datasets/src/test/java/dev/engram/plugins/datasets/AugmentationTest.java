package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private final TestRng rng = new TestRng(5);

    /** An example of the numbers from 1. */
    private final class Numbers implements Augmentation.Example {
        private final Shape shape;
        private final float[] x;

        Numbers(Shape shape) {
            this.shape = shape;
            x = new float[shape.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = i + 1;
            }
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public float[] x() {
            return x;
        }

        @Override
        public int from() {
            return 0;
        }

        @Override
        public float[] scratch() {
            return new float[x.length];
        }

        @Override
        public Rng random(String name) {
            return rng;
        }
    }

    private float[] after(Augmentation a, Shape shape) {
        Numbers n = new Numbers(shape);
        a.apply(n);
        return n.x;
    }

    @Test
    void flipMirrorsTheRowsOfEveryChannel() {
        assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10}, after(new Flip(1), new Shape(2, 2, 3)));
        assertArrayEquals(new float[] {1, 2, 3}, after(new Flip(0), Shape.sequence(1, 3)));
    }

    @Test
    void flipMirrorsAboutHalfOfTheExamples() {
        int flipped = 0;
        for (int i = 0; i < 1000; i++) {
            flipped += after(new Flip(0.5f), Shape.sequence(1, 2))[0] == 2 ? 1 : 0;
        }
        assertEquals(500, flipped, 60);
    }

    @Test
    void aShiftMovesAllChannelsAlikeToEveryPlace() {
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < 2000; i++) {
            float[] x = after(new Shift(1, 1, 0), new Shape(2, 3, 3));
            List<Integer> first = new ArrayList<>();
            for (int j = 0; j < 9; j++) {
                assertEquals(x[j] == 0 ? 0 : x[j] + 9, x[j + 9]);
                first.add((int) x[j]);
            }
            seen.merge(first.toString(), 1, Integer::sum);
        }
        assertEquals(9, seen.size());
        seen.values().forEach(n -> assertEquals(2000 / 9.0, n, 70));
        assertEquals(true, seen.containsKey("[1, 2, 3, 4, 5, 6, 7, 8, 9]"));
        assertEquals(true, seen.containsKey("[0, 0, 0, 0, 1, 2, 0, 4, 5]"));
        assertEquals(true, seen.containsKey("[5, 6, 0, 8, 9, 0, 0, 0, 0]"));
    }

    @Test
    void aCropReachesThePlacesOfAShiftOfItsPadding() {
        TreeSet<String> cropped = new TreeSet<>();
        TreeSet<String> shifted = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            cropped.add(Arrays.toString(after(new Crop(1, 7), new Shape(1, 3, 3))));
            shifted.add(Arrays.toString(after(new Shift(1, 1, 7), new Shape(1, 3, 3))));
        }
        assertEquals(shifted, cropped);
    }

    @Test
    void aSequenceIsCroppedInOneDirection() {
        for (int i = 0; i < 100; i++) {
            float[] x = after(new Crop(1, 0), Shape.sequence(1, 4));
            assertEquals(true, x[1] > 0 && x[2] > 0, () -> Arrays.toString(x));
        }
    }

    @Test
    void aMoveBeyondTheImageLeavesOnlyTheBorder() {
        Numbers n = new Numbers(new Shape(1, 2, 2));
        Positions.move(n, 5, -9, 8);
        assertArrayEquals(new float[] {8, 8, 8, 8}, n.x);
    }

    @Test
    void normalizeTakesOneNumberForEachChannelOrOneForAll() {
        Shape two = new Shape(2, 1, 2);
        assertArrayEquals(new float[] {0, 1, 1, 1.5f}, after(new Normalize(List.of(1f, 1f), List.of(1f, 2f)), two));
        assertArrayEquals(new float[] {0, 0.5f, 1, 1.5f}, after(new Normalize(List.of(1f), List.of(2f)), two));
        assertEquals(
                "normalize.mean has 3 numbers, but the examples of 1 x 8 x 8 have 1 channels; give one number for"
                        + " each, or one for all",
                new Normalize(List.of(1f, 2f, 3f), List.of(1f)).incompatibility(new Shape(1, 8, 8)));
        assertThrows(IncompatibleException.class, () -> new Normalize(List.of(), List.of(1f)));
        assertThrows(IncompatibleException.class, () -> new Normalize(List.of(1f), List.of(0f)));
    }

    @Test
    void featuresHaveNoPositionsToMove() {
        for (Augmentation a : List.of(new Flip(1), new Crop(1, 0), new Shift(1, 1, 0))) {
            assertEquals(
                    " needs images or sequences, but the examples have 4 features without positions; set shape:"
                            + " [channels, height, width] for the data, or omit ",
                    a.incompatibility(Shape.features(4)).replaceAll("flip|crop|shift", ""));
            assertNull(a.incompatibility(new Shape(1, 2, 2)));
        }
    }
}
