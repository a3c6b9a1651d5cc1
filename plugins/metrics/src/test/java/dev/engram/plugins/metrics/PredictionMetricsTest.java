package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.engram.spi.Matrix;
import dev.engram.spi.Metric.Predictions;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionMetricsTest {
    /** Predictions of which only the number of rows is used. */
    private record Rows(int rows) implements Matrix {
        @Override
        public int cols() {
            return 1;
        }

        @Override
        public float get(int row, int col) {
            return 0;
        }
    }

    private record FixedPredictions(int[] labels, int[] answers, double loss) implements Predictions {
        @Override
        public Matrix scores() {
            return new Rows(labels.length);
        }

        @Override
        public Matrix targets() {
            return scores();
        }

        @Override
        public boolean classes() {
            return true;
        }

        @Override
        public List<String> classNames() {
            return List.of("a", "b", "c");
        }

        @Override
        public int label(int row) {
            return labels[row];
        }

        @Override
        public int predicted(int row) {
            return answers[row];
        }
    }

    private static final FixedPredictions THREE_OF_FOUR =
            new FixedPredictions(new int[] {0, 1, 2, 1}, new int[] {0, 1, 2, 0}, 0.625);

    @Test
    void sharesAreCounted() {
        assertEquals(0.75, new Accuracy().compute(THREE_OF_FOUR));
        assertEquals(0.25, new ErrorRate().compute(THREE_OF_FOUR));
        assertEquals(0.625, new Loss().compute(THREE_OF_FOUR));
    }

    @Test
    void solvedIsOneOnlyWithoutErrors() {
        assertEquals(0, new Solved().compute(THREE_OF_FOUR));
        assertEquals(1, new Solved().compute(new FixedPredictions(new int[] {0, 1, 1}, new int[] {0, 1, 1}, 0.1)));
        assertEquals(
                0,
                new Solved().compute(new FixedPredictions(new int[] {0}, new int[] {-1}, Double.NaN)),
                "a NaN score");
        assertEquals(1, new Solved().direction());
        assertEquals(
                "solved needs classes, but the data has none; measure loss instead",
                new Solved().incompatibility(false));
    }

    @Test
    void aPredictionThatIsNotANumberIsWrong() {
        FixedPredictions none = new FixedPredictions(new int[] {0, 1}, new int[] {-1, -1}, Double.NaN);
        assertEquals(0, new Accuracy().compute(none));
        assertEquals(1, new ErrorRate().compute(none));
        assertEquals(Double.NaN, new Loss().compute(none));
    }

    @Test
    void directionsSayWhatIsBetter() {
        assertEquals(1, new Accuracy().direction());
        assertEquals(-1, new ErrorRate().direction());
        assertEquals(-1, new Loss().direction());
        assertEquals(-1, new Alignment().direction());
    }

    @Test
    void classesAreNeededWhereTheyAreCounted() {
        assertNull(new Loss().incompatibility(false));
        assertNull(new Accuracy().incompatibility(true));
        assertNull(new ErrorRate().incompatibility(true));
        assertEquals(
                "accuracy needs classes, but the data has none; measure loss instead",
                new Accuracy().incompatibility(false));
        assertEquals(
                "error needs classes, but the data has none; measure loss instead",
                new ErrorRate().incompatibility(false));
    }
}
