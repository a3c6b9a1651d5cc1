package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputScalesTest {
    private static Optional<InputScales> of(int rows, IntToDoubleFunction... columns) {
        float[] x = new float[(rows + 1) * columns.length];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns.length; j++) {
                x[r * columns.length + j] = (float) columns[j].applyAsDouble(r);
            }
        }
        for (int j = 0; j < columns.length; j++) {
            x[rows * columns.length + j] = 1e9f; // not a training row
        }
        int[] training = IntStream.range(0, rows).toArray();
        return InputScales.of(new Split(
                new Split.Examples(columns.length, x, 1, new float[rows + 1], new int[0], List.of(), false),
                training,
                new int[0],
                new int[] {rows}));
    }

    @Test
    void theScalesAreTheSmallestAndTheLargestStandardDeviation() {
        InputScales s =
                of(100, r -> r % 2, r -> 1000 + 400 * (r % 2), r -> 5 * (r % 2)).orElseThrow();
        assertEquals(0.5, s.smallest(), 1e-6);
        assertEquals(200, s.largest(), 1e-3);
        assertEquals(400, s.ratio(), 1e-2);
    }

    @Test
    void inputsThatRarelyVaryAreIgnored() {
        assertEquals(
                1,
                of(100, r -> r % 2, r -> 3, r -> r < 9 ? 0.001 : 0, r -> r % 2)
                        .orElseThrow()
                        .ratio(),
                1e-6);
        assertEquals(
                1000, of(100, r -> r % 2, r -> r < 50 ? 0.001 : 0).orElseThrow().ratio(), 1e-2);
        assertEquals(Optional.empty(), of(100, r -> r % 2, r -> 3));
        assertEquals(Optional.empty(), of(100, r -> r % 2));
    }

    @Test
    void ofManyRowsASampleUpToTheLastIsUsed() {
        assertEquals(
                2,
                of(10_007, r -> r < 5_000 ? 0 : 1, r -> r < 5_000 ? 0 : 2)
                        .orElseThrow()
                        .ratio(),
                1e-2);
    }

    /** Sums in another order differ in the last digits. */
    @Test
    void theScalesAreThoseOfSortedColumnsToTheLastDigit() {
        int rows = 700;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            IntToDoubleFunction[] columns = new IntToDoubleFunction[6];
            double[][] sorted = new double[columns.length][rows];
            for (int j = 0; j < columns.length; j++) {
                double scale = seed % 2 == 0 ? 1 : 1 + random.nextInt(5);
                double[] values = random.doubles(rows)
                        .map(v -> v < 0.3 ? 0 : (float) (scale * v + 7))
                        .toArray();
                columns[j] = r -> values[r];
                sorted[j] = Arrays.stream(values).sorted().toArray();
            }
            double[] deviations = Arrays.stream(sorted)
                    .mapToDouble(InputScalesTest::deviation)
                    .toArray();
            InputScales scales = of(rows, columns).orElseThrow();
            assertEquals(Arrays.stream(deviations).min().orElseThrow(), scales.smallest());
            assertEquals(Arrays.stream(deviations).max().orElseThrow(), scales.largest());
        }
    }

    private static double deviation(double... values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean) / values.length;
        }
        return Math.sqrt(squares);
    }
}
