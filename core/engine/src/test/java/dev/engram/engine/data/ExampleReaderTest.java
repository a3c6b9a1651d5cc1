package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.run.TrainingSettings.LastBatch;
import dev.engram.engine.run.TrainingSettings.Order;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleReaderTest {
    private static final int ROWS = 12;

    /** Adds a random number. */
    private record Draw(String name) implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[e.from()] += e.random(name).uniform();
        }
    }

    /** Adds 100. */
    private record Hundred(boolean fixed) implements Augmentation {
        @Override
        public void apply(Example e) {
            e.x()[e.from()] += 100;
        }
    }

    private static Split split(Augmentation... augment) {
        float[] x = new float[2 * ROWS];
        for (int r = 0; r < ROWS; r++) {
            x[2 * r] = r;
        }
        int[] all = IntStream.range(0, ROWS).toArray();
        Split.Examples examples = new Split.Examples(2, x, 1, new float[ROWS], new int[0], List.of(), false);
        return new Split(examples, all, all, all, Optional.empty(), List.of(augment));
    }

    /** Returns the change of each row in an epoch. */
    private static Map<Integer, Float> changes(Split split, int size, Order order, long seed, int epoch) {
        Batches batches = new Batches(split, size, order, LastBatch.KEEP, seed);
        Map<Integer, Float> changes = new TreeMap<>();
        for (long step = 1; step <= batches.stepsPerEpoch(); step++) {
            batches.gather(epoch * batches.stepsPerEpoch() + step);
            for (int r = 0; r < batches.rows(); r++) {
                float x = batches.inputs().get(r, 0);
                changes.put((int) x, x - (int) x);
            }
        }
        return changes;
    }

    @Test
    void theRandomNumbersOfAnExampleDependOnSeedEpochAndRowAndNotOnTheBatch() {
        Split split = split(new Draw("a"));
        Map<Integer, Float> changes = changes(split, 5, Order.RESHUFFLED, 1, 0);
        assertEquals(ROWS, changes.size());
        assertEquals(ROWS, changes.values().stream().distinct().count());
        assertEquals(changes, changes(split, 1, Order.AS_IS, 1, 0));
        assertEquals(changes, changes(split, 12, Order.SHUFFLED, 1, 0));
        assertFalse(changes.equals(changes(split, 5, Order.RESHUFFLED, 2, 0)));
        assertFalse(changes.equals(changes(split, 5, Order.RESHUFFLED, 1, 1)));
    }

    @Test
    void anAugmentationDoesNotChangeTheRandomNumbersOfAnother() {
        float[] alone = changes(split(new Draw("a")), 4, Order.AS_IS, 1, 0).values().stream()
                .collect(FloatList::new, FloatList::add, (p, q) -> {})
                .array();
        Split both = split(new Hundred(true), new Draw("a"));
        float[] x = new float[2 * ROWS];
        int[] all = IntStream.range(0, ROWS).toArray();
        ExampleReader.forTraining(both, 1).read(0, all, 0, ROWS, x);
        for (int r = 0; r < ROWS; r++) {
            assertEquals(r + 100 + alone[r], x[2 * r], 1e-5f);
        }
    }

    /** A growing list of numbers. */
    private static final class FloatList {
        private float[] numbers = new float[0];

        void add(float x) {
            numbers = Arrays.copyOf(numbers, numbers.length + 1);
            numbers[numbers.length - 1] = x;
        }

        float[] array() {
            return numbers;
        }
    }

    @Test
    void twoAugmentationsOfTheSameClassHaveDifferentStreams() {
        float[] one = changesOfFirstRow(new Draw("a"));
        float[] two = changesOfFirstRow(new Draw("a"), new Draw("a"));
        assertFalse(two[0] == 2 * one[0], "both drew " + one[0]);
    }

    private static float[] changesOfFirstRow(Augmentation... augment) {
        float[] x = new float[2];
        ExampleReader.forTraining(split(augment), 1).read(0, new int[] {0}, 0, 1, x);
        return x;
    }

    @Test
    void evaluationAppliesOnlyFixedChanges() {
        float[] x = new float[2];
        Split split = split(new Draw("a"), new Hundred(true), new Hundred(false));
        ExampleReader.forEvaluation(split).read(0, new int[] {3}, 0, 1, x);
        assertArrayEquals(new float[] {103, 0}, x);
        Split inspected = split.inspecting(new int[] {3});
        ExampleReader.forTraining(inspected, 1).read(0, new int[] {3}, 0, 1, x);
        assertArrayEquals(new float[] {103, 0}, x);
    }

    @Test
    void aFixedChangeHasNoRandomNumbers() {
        Augmentation cheat = new Augmentation() {
            @Override
            public void apply(Example e) {
                e.random("a");
            }

            @Override
            public boolean fixed() {
                return true;
            }
        };
        ExampleReader reader = ExampleReader.forTraining(split(cheat), 1);
        assertThrows(IllegalStateException.class, () -> reader.read(0, new int[] {0}, 0, 1, new float[2]));
    }

    @Test
    void anAugmentationSeesTheShapeOfTheData() {
        Shape[] seen = new Shape[1];
        Augmentation look = e -> seen[0] = e.shape();
        Split.Examples examples = new Split.Examples(
                new InputRows.InMemory(new Shape(1, 2, 3), new float[6]),
                1,
                new float[1],
                new int[0],
                List.of(),
                false);
        int[] row = {0};
        Split split = new Split(examples, row, row, row, Optional.empty(), List.of(look));
        ExampleReader.forTraining(split, 1).read(0, row, 0, 1, new float[6]);
        assertEquals(new Shape(1, 2, 3), seen[0]);
    }
}
