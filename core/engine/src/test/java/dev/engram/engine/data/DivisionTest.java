package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.DataSettings.Coding;
import dev.engram.engine.run.DataSettings.Division;
import dev.engram.engine.run.DataSettings.Scaling;
import dev.engram.engine.run.DataSettings.Splitting;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DivisionTest {
    private static DataSettings settings(double test, double validation) {
        return DataSettings.of(test, validation, Scaling.NONE, Coding.ONE_HOT);
    }

    private static Table table(int rows, int classes) {
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % classes;
        }
        return Table.classification(
                1,
                new float[rows],
                labels,
                IntStream.range(0, classes).mapToObj(c -> "c" + c).toList());
    }

    private static DataSettings inOrder(double test, double validation) {
        return DataSettings.DEFAULT.withSplitting(new Splitting(test, validation, 0, Division.IN_ORDER));
    }

    private static Split split(Table table, DataSettings settings) {
        return new Splitter(table, settings, 1).split();
    }

    private static String rejection(Table table, DataSettings settings) {
        return assertThrows(IncompatibleException.class, () -> split(table, settings))
                .getMessage();
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    @Test
    void inFileOrderTheLastExamplesAreForTheTestAndThoseBeforeThemForValidation() {
        for (Table table : List.of(table(50, 3), Table.regression(1, new float[50], 1, new float[50]))) {
            Split s = split(table, inOrder(0.2, 0.1));
            assertArrayEquals(range(40, 50), s.test());
            assertArrayEquals(range(36, 40), s.validation());
            assertArrayEquals(range(0, 36), s.training());
        }
    }

    @Test
    void inFileOrderValidationDataComeBeforeTheTestDataOfTheDataSet() {
        Split s = split(table(50, 3).withTestRows(10), inOrder(-1, 0.1));
        assertArrayEquals(range(40, 50), s.test());
        assertArrayEquals(range(36, 40), s.validation());
    }

    @Test
    void anOrderIsNeitherDrawnAsFoldsNorGivenToAllPossibleExamples() {
        assertTrue(rejection(table(50, 3).asExhaustive(), inOrder(-1, 0.1))
                .startsWith("split: these are all possible examples"));
        assertEquals(
                "folds are drawn at random, but split is in-order; omit one of them",
                assertThrows(IllegalArgumentException.class, () -> new Splitting(-1, 0.1, 5, Division.IN_ORDER))
                        .getMessage());
    }

    @Test
    void aTestShareThatRoundsToNoExampleIsRefusedWithTheNumbers() {
        assertEquals(
                "test: 0.01 of 40 examples rounds to no example; one of them is 0.025: raise test, or set test: 0 to"
                        + " train without test data",
                rejection(table(40, 2), settings(0.01, 0.1)));
        assertTrue(rejection(table(2, 2), settings(-1, 0)).startsWith("test: 0.2 of 2 examples rounds to no example"));
        assertTrue(
                rejection(table(40, 2), inOrder(0.01, 0)).startsWith("test: 0.01 of 40 examples rounds to no example"));
        assertEquals(1, split(table(40, 2), settings(0.0125, 0)).test().length);
        assertEquals(0, split(table(40, 2), settings(0, 0)).test().length, "test: 0 asks for no test data");
    }

    @Test
    void aValidationShareThatRoundsToNoExampleIsRefusedWithTheNumbers() {
        assertEquals(
                "validation: 0.01 of 32 examples rounds to no example; one of them is 0.031: raise validation, or set"
                        + " validation: 0 to train without validation data",
                rejection(table(40, 2), settings(0.2, 0.01)));
        assertTrue(rejection(table(5, 2).withTestRows(1), settings(-1, 0.1))
                .startsWith("validation: 0.1 of 4 examples rounds to no example"));
        assertTrue(rejection(table(40, 2), inOrder(0, 0.01))
                .startsWith("validation: 0.01 of 40 examples rounds to no example"));
        assertEquals(0, split(table(40, 2), settings(0.2, 0)).validation().length, "0 asks for none");
    }

    @Test
    void fiftyThousandClassesAreDividedInLinearTimeAndTheirCodesRefusedWithTheNumbers() {
        Table many = table(100_000, 50_000);
        String why = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> rejection(many, DataSettings.of(0.2, 0.1, Scaling.NONE, Coding.SIGNED)));
        assertTrue(
                why.startsWith(
                        "one-hot codes of 50,000 classes for 100,000 examples take 5,000,000,000 numbers (20.0 GB), but"
                                + " an array holds at most 2,147,483,639; use fewer examples, or a target with fewer"
                                + " classes"),
                why);
    }

    @Test
    void theDivisionIsThatOfTheDefinitionClassByClass() {
        for (int classes : new int[] {1, 2, 3, 7, 20}) {
            for (long seed = 1; seed <= 5; seed++) {
                Table table = table(97, classes);
                Split s = new Splitter(table, settings(0.3, 0), seed).split();
                assertArrayEquals(byDefinition(table, 0.3, seed), s.test(), classes + " classes, seed " + seed);
            }
        }
    }

    /** Goes through the classes one after another; the running total of a class and those before it is rounded. */
    private static int[] byDefinition(Table table, double fraction, long seed) {
        int[] order = range(0, table.rows());
        RandomStreams.of(seed, "split/test").shuffle(order, order.length);
        int[] test = new int[0];
        int seen = 0;
        for (int c = 0; c < table.classes().size(); c++) {
            int kind = c;
            int[] rows = Arrays.stream(order).filter(r -> table.t()[r] == kind).toArray();
            int wanted = (int) (Math.round(fraction * (seen + rows.length)) - Math.round(fraction * seen));
            seen += rows.length;
            test = IntStream.concat(Arrays.stream(test), Arrays.stream(rows).limit(wanted))
                    .toArray();
        }
        Arrays.sort(test);
        return test;
    }
}
