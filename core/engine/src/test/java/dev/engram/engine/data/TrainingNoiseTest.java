package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Coding;
import dev.engram.engine.run.DataSettings.Noise;
import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingNoiseTest {
    private static final int ROWS = 4_000;
    private static final int INPUTS = 3;
    private static final Table TABLE = table();

    private static Table table() {
        float[] x = new float[ROWS * INPUTS];
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % 4;
            x[INPUTS * i] = i % 7;
        }
        return Table.classification(INPUTS, x, labels, List.of("a", "b", "c", "d"));
    }

    private static Split split(double labelNoise, double inputNoise, long seed) {
        DataSettings settings =
                DataSettings.of(0.25, 0.2, Scaling.NONE, Coding.ONE_HOT).withNoise(new Noise(labelNoise, inputNoise));
        return new Splitter(TABLE, settings, seed).split();
    }

    private static BitSet wrong(Split s) {
        BitSet wrong = new BitSet();
        IntStream.range(0, ROWS)
                .filter(r -> s.labels()[r] != (int) TABLE.t()[r])
                .forEach(wrong::set);
        return wrong;
    }

    @Test
    void labelNoiseReplacesTheExpectedShareOfTrainingLabelsEvenlyByTheOthers() {
        Split s = split(0.3, 0, 1);
        double n = s.training().length;
        assertEquals(0.3, wrong(s).cardinality() / n, 4 * Math.sqrt(0.3 * 0.7 / n));
        int[] became = new int[4];
        wrong(s).stream().filter(r -> TABLE.t()[r] == 0).forEach(r -> became[s.labels()[r]]++);
        assertEquals(0, became[0]);
        double expected = wrong(s).stream().filter(r -> TABLE.t()[r] == 0).count() / 3.0;
        for (int c = 1; c < 4; c++) {
            assertEquals(expected, became[c], 4 * Math.sqrt(expected));
        }
    }

    @Test
    void targetsAreThoseOfTheNoisyLabels() {
        Split s = split(0.3, 0, 1);
        for (int r = 0; r < ROWS; r++) {
            assertEquals(1, s.t()[4 * r + s.labels()[r]]);
        }
    }

    @Test
    void validationAndTestDataHaveNoNoise() {
        Split s = split(1, 5, 1);
        BitSet training = new BitSet();
        Arrays.stream(s.training()).forEach(training::set);
        assertEquals(training, wrong(s), "with probability 1 every training label is wrong");
        for (int[] rows : List.of(s.validation(), s.test())) {
            for (int r : rows) {
                assertEquals(TABLE.x()[INPUTS * r], s.x()[INPUTS * r]);
            }
        }
    }

    @Test
    void theWrongLabelsOfLittleNoiseAreAmongThoseOfMuch() {
        BitSet little = wrong(split(0.1, 0, 1));
        BitSet both = (BitSet) little.clone();
        both.and(wrong(split(0.4, 2, 1)));
        assertEquals(little, both);
    }

    @Test
    void noiseDependsOnTheSeedAndChangesNoDivision() {
        assertArrayEquals(split(0, 0, 1).training(), split(0.3, 1, 1).training());
        assertArrayEquals(split(0.3, 1, 1).x(), split(0.3, 1, 1).x());
        assertTrue(!Arrays.equals(split(0.3, 1, 1).labels(), split(0.3, 1, 2).labels()));
    }

    @Test
    void inputNoiseHasTheGivenDeviationAndMeanZero() {
        Split s = split(0, 0.5, 1);
        double sum = 0;
        double squares = 0;
        int n = s.training().length * INPUTS;
        for (int r : s.training()) {
            for (int j = 0; j < INPUTS; j++) {
                double d = s.x()[INPUTS * r + j] - TABLE.x()[INPUTS * r + j];
                sum += d;
                squares += d * d;
            }
        }
        assertEquals(0, sum / n, 4 * 0.5 / Math.sqrt(n));
        assertEquals(0.5, Math.sqrt(squares / n), 4 * 0.5 / Math.sqrt(2.0 * n));
    }

    @Test
    void withoutNoiseNothingIsCopied() {
        assertSame(TABLE.x(), split(0, 0, 1).x());
    }

    @Test
    void noiseIsRefusedWhereTrainingAndTestDataAreTheSameOrLabelsAreNumbers() {
        DataSettings all = DataSettings.of(-1, 0.1, Scaling.NONE, Coding.ONE_HOT);
        assertTrue(rejection(TABLE.asExhaustive(), all.withNoise(new Noise(0.1, 0)))
                .startsWith("label-noise: these are all"));
        assertTrue(rejection(TABLE.asExhaustive(), all.withNoise(new Noise(0, 0.1)))
                .startsWith("input-noise: these are all"));
        Table numbers = Table.regression(1, new float[9], 1, new float[9]);
        assertEquals(
                "label-noise: the data have numbers to predict, not classes; omit label-noise",
                rejection(numbers, all.withNoise(new Noise(0.1, 0))));
        Table oneClass = Table.classification(1, new float[9], new float[9], List.of("only"));
        assertEquals(
                "label-noise: the data have only one class; omit label-noise",
                rejection(oneClass, all.withNoise(new Noise(0.1, 0))));
    }

    private static String rejection(Table table, DataSettings settings) {
        return assertThrows(IncompatibleException.class, () -> new Splitter(table, settings, 1).split())
                .getMessage();
    }
}
