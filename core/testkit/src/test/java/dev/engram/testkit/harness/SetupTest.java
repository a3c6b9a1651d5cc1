package dev.engram.testkit.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rule receives from Setup. */
class SetupTest {
    private static Matrix uniform(String name, float limit) {
        Matrix[] m = new Matrix[1];
        LearningRule rule = setup -> {
            m[0] = setup.fixedUniform(name, 40, 50, limit);
            return setup.backward((layer, batch) -> null);
        };
        new TrainingHarness(TrainingTask.typical(), rule);
        return m[0];
    }

    @Test
    void aUniformMatrixIsUniformlyDistributed() {
        Matrix m = uniform("a", 0.3f);
        int[] fifths = new int[5];
        for (int r = 0; r < 40; r++) {
            for (int c = 0; c < 50; c++) {
                float x = m.get(r, c);
                assertTrue(x >= -0.3f && x < 0.3f, "outside: " + x);
                fifths[(int) ((x + 0.3f) / 0.6f * 5)]++;
            }
        }
        for (int n : fifths) {
            assertEquals(400, n, 60, "of 2,000 numbers in a fifth of the interval"); // standard deviation 18
        }
    }

    @Test
    void aUniformMatrixDependsOnlyOnSeedAndName() {
        assertArrayEquals(ArrayMath.toArray(uniform("a", 1)), ArrayMath.toArray(uniform("a", 1)));
        assertTrue(uniform("a", 1).get(0, 0) != uniform("b", 1).get(0, 0));
    }

    @Test
    void twoConstantMatricesCannotHaveTheSameName() {
        LearningRule twice = setup -> {
            setup.fixedGaussian("a", 1, 1, 1);
            setup.fixedUniform("a", 1, 1, 1);
            return batch -> 0;
        };
        assertThrows(IncompatibleException.class, () -> new TrainingHarness(TrainingTask.typical(), twice));
    }

    /** Draws a matrix in every layer. */
    private record Drawing(List<Matrix> drawn) implements LocalRule {
        @Override
        public void learn(Synapses s) {
            drawn.add(s.fixedUniform("m", 2, 3, 1));
        }
    }

    @Test
    void everyLayerOfALocalRuleHasItsOwnConstantMatrix() {
        List<Matrix> drawn = new ArrayList<>();
        TrainingHarness trainingHarness = new TrainingHarness(TrainingTask.typical(), new Drawing(drawn));
        trainingHarness.steps(2);
        int n = drawn.size(); // two steps and the dry run
        assertEquals(9, n);
        assertTrue(drawn.get(0) == drawn.get(3) && drawn.get(1) == drawn.get(4), "the same at every step");
        assertTrue(drawn.get(0).get(0, 0) != drawn.get(1).get(0, 0), "different in another layer");
    }

    @Test
    void feedbackPerLayerEqualsFeedbackPerStep() {
        List<Integer> asked = new ArrayList<>();
        LearningRule each = setup -> setup.backward(layer -> {
            asked.add(layer.index());
            Matrix b = setup.feedback(layer, "b" + layer.index(), 1);
            return batch -> b;
        });
        LearningRule atOnce = setup -> {
            Matrix[] b = new Matrix[3];
            for (Layer l : setup.network().layers()) {
                b[l.index()] = l.index() == 0 ? null : setup.feedback(l, "b" + l.index(), 1);
            }
            return setup.backward((layer, batch) -> b[layer.index()]);
        };
        assertArrayEquals(
                TrainingHarness.gradient(TrainingTask.typical(), atOnce),
                TrainingHarness.gradient(TrainingTask.typical(), each));
        assertEquals(List.of(1, 2), asked);
    }

    @Test
    void aSumIsExactForSmallNumbers() {
        double[] sum = new double[1];
        LearningRule sums = setup -> {
            Scratch s = setup.scratch(2, 2);
            BoundRule bound = batch -> {
                s.fill(1e8f).data()[3] = 0.25f;
                sum[0] = s.sum();
                return 0;
            };
            return bound;
        };
        new TrainingHarness(TrainingTask.typical(), sums).step();
        assertEquals(3e8 + 0.25, sum[0]);
    }
}
