package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Division;
import dev.engram.engine.run.DataSettings.Splitting;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Splits into folds. */
class SplitterTest {
    private static final int ROWS = 47;

    /** 47 rows of three classes of 16, 16 and 15. */
    private static Table table() {
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % 3;
        }
        return Table.classification(1, new float[ROWS], labels, List.of("a", "b", "c"));
    }

    private static Splitting folds(int folds, double validation) {
        return new Splitting(-1, validation, folds, Division.RANDOM);
    }

    private static Split split(Table table, int folds, double validation, long seed) {
        return new Splitter(table, DataSettings.DEFAULT.withSplitting(folds(folds, validation)), seed).split();
    }

    @Test
    void theSeedsOfARepeatTestEveryExampleOnceWithEqualClasses() {
        for (int repeat = 0; repeat < 3; repeat++) {
            int[] tested = new int[ROWS];
            for (int fold = 0; fold < 5; fold++) {
                Split s = split(table(), 5, 0.1, 1 + 5 * repeat + fold);
                assertTrue(s.test().length == 9 || s.test().length == 10, "47 / 5");
                for (int c = 0; c < 3; c++) {
                    int kind = c;
                    long n = Arrays.stream(s.test()).filter(r -> r % 3 == kind).count();
                    assertTrue(n == 3 || n == 4, "16 / 5");
                }
                Arrays.stream(s.test()).forEach(r -> tested[r]++);
                int[] all = IntStream.concat(
                                IntStream.concat(Arrays.stream(s.test()), Arrays.stream(s.training())),
                                Arrays.stream(s.validation()))
                        .sorted()
                        .toArray();
                assertEquals(
                        IntStream.range(0, ROWS).boxed().toList(),
                        Arrays.stream(all).boxed().toList());
                assertEquals(Math.round(0.1 * (ROWS - s.test().length)), s.validation().length);
            }
            assertTrue(Arrays.stream(tested).allMatch(n -> n == 1));
        }
    }

    @Test
    void eachRepeatDrawsNewFolds() {
        assertFalse(Arrays.equals(
                split(table(), 5, 0, 1).test(), split(table(), 5, 0, 6).test()));
        assertTrue(Arrays.equals(
                split(table(), 5, 0, 6).test(), split(table(), 5, 0, 6).test()));
    }

    @Test
    void aTableWithItsOwnTestDataOrTooFewExamplesHasNoFolds() {
        assertTrue(assertThrows(IncompatibleException.class, () -> split(table().withTestRows(7), 5, 0, 1))
                .getMessage()
                .contains("brings its own 7 test examples; omit folds"));
        assertTrue(assertThrows(IncompatibleException.class, () -> split(table().asExhaustive(), 5, 0, 1))
                .getMessage()
                .contains("omit folds"));
        assertTrue(assertThrows(IncompatibleException.class, () -> split(table(), 48, 0, 1))
                .getMessage()
                .contains("47 examples cannot be divided into 48 folds"));
    }

    @Test
    void theRatioOfTestAndTrainingDataFollowsFromTheFolds() {
        Splitting settings = folds(10, 0.1);
        assertEquals(0.1 / (0.9 * 0.9), settings.testTrainRatio().orElseThrow(), 1e-12);
    }
}
