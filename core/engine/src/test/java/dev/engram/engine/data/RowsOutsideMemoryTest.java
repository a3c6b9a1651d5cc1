package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Coding;
import dev.engram.engine.run.DataSettings.Noise;
import dev.engram.engine.run.DataSettings.Preprocessing;
import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.Dataset.Table.Partition;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import dev.engram.spi.shape.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are not in memory give the same bits as rows that are. */
class RowsOutsideMemoryTest {
    private static final int ROWS = 40;
    private static final Shape SHAPE = new Shape(2, 3, 2);

    private static float[] numbers() {
        Rng rng = RandomStreams.of(3, "numbers");
        float[] x = new float[ROWS * SHAPE.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = 5 + 3 * rng.gaussian() + i % SHAPE.size();
        }
        return x;
    }

    /** Rows as a file would give them. */
    private record Elsewhere(InputRows original) implements InputRows {
        @Override
        public Shape shape() {
            return original.shape();
        }

        @Override
        public int rows() {
            return original.rows();
        }

        @Override
        public void copy(int row, float[] to, int at) {
            original.copy(row, to, at);
        }
    }

    private static Table table(InputRows rows) {
        float[] labels = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            labels[r] = r % 2;
        }
        return new Table(rows, 1, labels, List.of("a", "b"), Partition.NONE, 0);
    }

    private static InputRows memory() {
        return new InputRows.InMemory(SHAPE, numbers());
    }

    private static float[] inputs(InputRows rows, DataSettings settings) {
        Split split = new Splitter(table(rows), settings, 1).split();
        float[] x = new float[ROWS * SHAPE.size()];
        int[] all = IntStream.range(0, ROWS).toArray();
        ExampleReader.forEvaluation(split).read(0, all, 0, ROWS, x);
        return x;
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void scaledAndNoisyRowsHaveTheSameBits(Scaling scaling) {
        DataSettings plain = DataSettings.of(0.25, 0.2, scaling, Coding.ONE_HOT);
        DataSettings noisy = plain.withNoise(new Noise(0, 0.3));
        float[] inMemory = inputs(memory(), noisy);
        assertArrayEquals(inMemory, inputs(new Elsewhere(memory()), noisy));
        assertArrayEquals(inputs(memory(), plain), inputs(new Elsewhere(memory()), plain));
        assertFalse(java.util.Arrays.equals(inMemory, inputs(memory(), plain)));
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void bytesHaveTheSameBitsAsTheirNumbers(Scaling scaling) {
        byte[] bytes = new byte[ROWS * SHAPE.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (37 * i);
        }
        InputRows rows = InputRows.Bytes.divided(SHAPE, bytes, 255);
        InputRows numbers = new InputRows.InMemory(SHAPE, table(rows).x());
        DataSettings plain = DataSettings.of(0.25, 0.2, scaling, Coding.ONE_HOT);
        DataSettings noisy = plain.withNoise(new Noise(0, 0.3));
        assertArrayEquals(inputs(numbers, plain), inputs(rows, plain));
        assertArrayEquals(inputs(numbers, noisy), inputs(rows, noisy));
        assertInstanceOf(
                InputRows.InMemory.class,
                new Splitter(table(rows), noisy, 1).split().examples().inputRows());
    }

    @Test
    void rowsOutsideMemoryStayThere() {
        DataSettings settings =
                DataSettings.of(0.25, 0.2, Scaling.STANDARD, Coding.ONE_HOT).withNoise(new Noise(0, 0.1));
        Split split = new Splitter(table(new Elsewhere(memory())), settings, 1).split();
        assertInstanceOf(NoisyRows.class, split.examples().inputRows());
        assertInstanceOf(
                InputRows.InMemory.class,
                new Splitter(table(memory()), settings, 1).split().examples().inputRows());
    }

    @Test
    void aChannelIsScaledAsAWhole() {
        DataSettings settings = DataSettings.of(0.25, 0.2, Scaling.CHANNEL_STANDARD, Coding.ONE_HOT);
        Split split = new Splitter(table(memory()), settings, 1).split();
        int n = SHAPE.positions();
        for (int c = 0; c < 2; c++) {
            double mean = 0;
            double squares = 0;
            double count = (double) split.training().length * n;
            for (int r : split.training()) {
                for (int j = 0; j < n; j++) {
                    double x = split.x()[r * SHAPE.size() + c * n + j];
                    mean += x / count;
                    squares += x * x / count;
                }
            }
            assertEquals(0, mean, 1e-6);
            assertEquals(1, squares, 1e-5);
        }
        float[] x = numbers();
        float first = split.x()[1] - split.x()[0];
        assertEquals((x[1] - x[0]) / (x[3] - x[2]), first / (split.x()[3] - split.x()[2]), 1e-4);
    }

    @Test
    void aRangeOfAChannelIsThatOfAllItsPositions() {
        DataSettings settings = DataSettings.of(0, 0, Scaling.CHANNEL_RANGE, Coding.ONE_HOT);
        float[] x = inputs(memory(), settings);
        for (int c = 0; c < 2; c++) {
            float low = Float.MAX_VALUE;
            float high = -Float.MAX_VALUE;
            for (int i = 0; i < x.length; i++) {
                if (i % SHAPE.size() / SHAPE.positions() == c) {
                    low = Math.min(low, x[i]);
                    high = Math.max(high, x[i]);
                }
            }
            assertEquals(0, low);
            assertEquals(1, high);
        }
    }

    @Test
    void inputsWithoutPositionsHaveNoChannelsToScale() {
        DataSettings settings = DataSettings.of(0.25, 0.2, Scaling.CHANNEL_STANDARD, Coding.ONE_HOT);
        Table flat = table(memory()).withShape(SHAPE.flattened());
        assertEquals(
                "scaling: the examples have 12 features and no positions, so that a channel is one input; use standard"
                        + " or range, or set shape",
                assertThrows(IncompatibleException.class, () -> new Splitter(flat, settings, 1).split())
                        .getMessage());
    }

    @Test
    void targetsHaveNoChannels() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Preprocessing(Scaling.NONE, Coding.ONE_HOT, Scaling.CHANNEL_RANGE, List.of()));
    }
}
