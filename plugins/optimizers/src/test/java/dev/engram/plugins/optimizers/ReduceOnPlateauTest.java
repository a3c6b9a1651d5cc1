package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {
    /** One number whose gradient is always 1, and a loss from a list. */
    private static final class ScriptedLosses implements GradientSource {
        private final Arena arena = new Arena();
        private final double[] losses;
        private int at;

        ScriptedLosses(double... losses) {
            this.losses = losses;
            arena.add("x", 1, 1, new float[1], Set.of());
            arena.close();
        }

        @Override
        public Arena arena() {
            return arena;
        }

        @Override
        public void beginStep(long step) {
            at = (int) step - 1;
        }

        @Override
        public double computeGradient() {
            arena.gradient()[0] = 1;
            return losses[at];
        }

        @Override
        public Map<String, float[]> ruleState() {
            return Map.of();
        }
    }

    /** Returns the lengths of the steps made while these losses are reported. */
    private static float[] steps(ReduceOnPlateau o, double... losses) {
        Stepper s = new Stepper(new ScriptedLosses(losses), o, 1);
        float[] x = s.source().arena().theta(), steps = new float[losses.length];
        for (int t = 0; t < losses.length; t++) {
            float before = x[0];
            s.step();
            steps[t] = before - x[0];
        }
        return steps;
    }

    private static float[] lengths(double... x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    @Test
    void afterPatienceTheStepsBecomeShorter() {
        assertArrayEquals(
                lengths(1, 1, 1, 0.5, 0.5, 0.5, 0.25),
                steps(new ReduceOnPlateau(0.5f, 2, 1, 0, 0, 0), 1, 1, 1, 1, 1, 1, 1));
    }

    @Test
    void progressStartsTheCountAnewButOnlyIfItIsLargeEnough() {
        assertArrayEquals(
                lengths(1, 1, 1, 1, 1, 1, 0.5),
                steps(new ReduceOnPlateau(0.5f, 1, 1, 0.1f, 0, 0), 1, 1, 0.8, 0.8, 0.7, 0.75, 0.7));
        assertArrayEquals(lengths(1, 1, 0.5), steps(new ReduceOnPlateau(0.5f, 1, 1, 0.1f, 0, 0), 1, 0.95, 0.91));
        assertArrayEquals(lengths(1, 1, 0.5), steps(new ReduceOnPlateau(0.5f, 1, 1, 0.1f, 0, 0), -1, -1.05, -1.09));
    }

    @Test
    void theLossIsAveragedFromLookToLook() {
        assertArrayEquals(
                lengths(1, 1, 1, 1, 1, 0.5), steps(new ReduceOnPlateau(0.5f, 0, 2, 0, 0, 0), 4, 0, 0, 3, 1, 2));
    }

    @Test
    void checksDuringACooldownDoNotCount() {
        assertArrayEquals(
                lengths(1, 0.5, 0.5, 0.5, 0.25), steps(new ReduceOnPlateau(0.5f, 0, 1, 0, 2, 0), 1, 1, 1, 1, 1));
    }

    @Test
    void theScaleHasALeastValue() {
        assertArrayEquals(
                lengths(1, 0.5, 0.4, 0.4), steps(new ReduceOnPlateau(0.5f, 0, 1, 0, 0, 0.4f), 1, 1, 1, 1), 1e-6f);
    }

    @Test
    void itContinuesIdenticallyAfterRestoring() {
        Optimizer o = new Chain(List.of(new Sgd(1e-3f), new ReduceOnPlateau(0.5f, 1, 2, 0.01f, 1, 0)));
        Stepper one = Trajectories.stepper(new Rosenbrock(), o), two = Trajectories.stepper(new Rosenbrock(), o);
        for (int t = 0; t < 15; t++) {
            one.step();
        }
        two.restore(one.save());
        for (int t = 0; t < 40; t++) {
            one.step();
            two.step();
        }
        assertArrayEquals(one.source().arena().theta(), two.source().arena().theta());
        assertTrue(one.save().scalars().get("1/scale") < 1);
        assertEquals(
                Set.of("1/bad", "1/best", "1/rest", "1/scale", "1/sum"),
                one.save().scalars().keySet());
    }
}
