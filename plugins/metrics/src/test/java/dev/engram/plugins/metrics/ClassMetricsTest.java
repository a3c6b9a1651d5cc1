package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expected values follow from the counts by the definitions; 0/0 counts as 0, the default of scikit-learn. */
class ClassMetricsTest {
    private static final List<String> ANIMALS = List.of("cat", "dog", "emu");
    private static final double NAN = Double.NaN;

    private static ArrayPredictions animals(int[] labels, int... guesses) {
        return ArrayPredictions.classes(ANIMALS, labels, guesses);
    }

    private static final ArrayPredictions SEVEN =
            animals(new int[] {0, 0, 0, 1, 1, 2, 2}, new int[] {0, 0, 1, 1, 2, 2, 2});

    @Test
    void eachClassHasItsValueAndTheMetricIsTheirMean() {
        assertEquals(Map.of("cat", 1.0, "dog", 0.5, "emu", 2.0 / 3), SEVEN.detailsOf(new Precision()));
        assertEquals(Map.of("cat", 2.0 / 3, "dog", 0.5, "emu", 1.0), SEVEN.detailsOf(new Recall()));
        assertEquals(Map.of("cat", 0.8, "dog", 0.5, "emu", 0.8), SEVEN.detailsOf(new F1()));
        assertEquals((1 + 0.5 + 2.0 / 3) / 3, new Precision().compute(SEVEN), 1e-15);
        assertEquals((2.0 / 3 + 0.5 + 1) / 3, new Recall().compute(SEVEN), 1e-15);
        assertEquals(0.7, new F1().compute(SEVEN), 1e-15);
    }

    @Test
    void aClassThatNeitherOccursNorIsPredictedHasNoValueAndIsNotInTheMean() {
        ArrayPredictions noEmu = animals(new int[] {0, 0, 1}, 0, 1, 1);
        assertEquals(Map.of("cat", 1.0, "dog", 0.5, "emu", NAN), noEmu.detailsOf(new Precision()));
        assertEquals(0.75, new Precision().compute(noEmu));
        assertEquals(0.75, new Recall().compute(noEmu));
        assertEquals(2.0 / 3, new F1().compute(noEmu), 1e-15);
    }

    @Test
    void aClassThatOccursAndIsNeverPredictedHasPrecisionZero() {
        ArrayPredictions neverDog = animals(new int[] {0, 1}, 0, 0);
        assertEquals(Map.of("cat", 0.5, "dog", 0.0, "emu", NAN), neverDog.detailsOf(new Precision()));
        assertEquals(Map.of("cat", 1.0, "dog", 0.0, "emu", NAN), neverDog.detailsOf(new Recall()));
        assertEquals(0.25, new Precision().compute(neverDog));
    }

    @Test
    void aClassThatIsPredictedAndNeverOccursHasRecallZero() {
        ArrayPredictions inventsDog = animals(new int[] {0, 0}, 0, 1);
        assertEquals(Map.of("cat", 0.5, "dog", 0.0, "emu", NAN), inventsDog.detailsOf(new Recall()));
        assertEquals(0.25, new Recall().compute(inventsDog));
        assertEquals(1.0 / 3, new F1().compute(inventsDog), 1e-15);
    }

    @Test
    void examplesOfOneClassAloneGiveTheValueOfThatClass() {
        ArrayPredictions onlyCats = animals(new int[] {0, 0, 0}, 0, 0, 0);
        assertEquals(1, new F1().compute(onlyCats));
        assertEquals(1, new Precision().compute(onlyCats));
        assertEquals(1, new Recall().compute(onlyCats));
    }

    @Test
    void withoutAnyPredictedClassEverythingIsZero() {
        ArrayPredictions none = animals(new int[] {0, 1, 2}, -1, -1, -1);
        assertEquals(0, new Precision().compute(none));
        assertEquals(0, new Recall().compute(none));
        assertEquals(0, new F1().compute(none));
    }

    @Test
    void theConfusionMatrixHasAnElementForEachPairOfClasses() {
        Map<String, Double> matrix = SEVEN.detailsOf(new ConfusionMatrix());
        assertEquals(
                List.of(
                        "cat cat=2.0",
                        "cat dog=1.0",
                        "cat emu=0.0",
                        "dog cat=0.0",
                        "dog dog=1.0",
                        "dog emu=1.0",
                        "emu cat=0.0",
                        "emu dog=0.0",
                        "emu emu=2.0"),
                matrix.entrySet().stream().map(Object::toString).toList());
        assertEquals(2, new ConfusionMatrix().compute(SEVEN));
    }

    @Test
    void anExampleWithoutAPredictedClassIsInTheMatrix() {
        ArrayPredictions p = animals(new int[] {0, 0, 1}, 0, -1, 1);
        Map<String, Double> matrix = p.detailsOf(new ConfusionMatrix());
        assertEquals(10, matrix.size());
        assertEquals(1, matrix.get("cat "));
        assertEquals(1, new ConfusionMatrix().compute(p));
    }

    @Test
    void classesAreNeededAndNotTooManyForAMatrix() {
        assertEquals(
                "f1 needs classes, but the data has none; measure loss instead", new F1().incompatibility(List.of()));
        assertEquals(
                "confusion-matrix needs classes, but the data has none; measure loss instead",
                new ConfusionMatrix().incompatibility(List.of()));
        assertNull(new ConfusionMatrix().incompatibility(Collections.nCopies(100, "")));
        assertTrue(new ConfusionMatrix()
                .incompatibility(Collections.nCopies(50_000, ""))
                .startsWith("confusion-matrix of 50000 classes has too many elements; the limit is 100 classes"));
    }

    @Test
    void theElementsOfAMatrixHaveNoDirection() {
        assertEquals(0, new ConfusionMatrix().directionOfDetails());
        assertEquals(-1, new ConfusionMatrix().direction());
        assertEquals(1, new F1().directionOfDetails());
    }
}
