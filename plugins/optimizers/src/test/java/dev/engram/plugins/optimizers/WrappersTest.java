package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.parts.Bowl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SAM, Lookahead and averages: their effects on the inner optimizer and on the evaluated parameters. */
class WrappersTest {
    private static final Optimizer ADAM = new Adam(0.01f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true),
            SGD = new Sgd(0.1f);
    private static final double NOISE = 0.5;

    private static Stepper course(Optimizer o, int steps) {
        return walk(NoisyQuadraticSource.stepper(o, NOISE), steps);
    }

    private static Stepper on(Landscape f, Optimizer o, int steps) {
        return walk(new Stepper(new LandscapeSource(f, f.start()), o, 1), steps);
    }

    private static Stepper walk(Stepper s, int steps) {
        for (int t = 0; t < steps; t++) {
            s.step();
        }
        return s;
    }

    private static float[] theta(Stepper s) {
        return s.source().arena().theta();
    }

    @Test
    void samWithRhoZeroIsItsInnerOptimizer() {
        assertArrayEquals(theta(course(ADAM, 20)), theta(course(new Sam(ADAM, 0, false), 20)));
        assertArrayEquals(theta(course(ADAM, 20)), theta(course(new Sam(ADAM, 0, true), 20)));
    }

    @Test
    void samEndsInACycle() {
        Stepper s = on(new Bowl(), new Sam(SGD, 0.05f, false), 100);
        float one = theta(s)[1];
        s.step();
        assertEquals(0.05, Math.abs(one), 1e-4);
        assertEquals(-one, theta(s)[1], 1e-4);
    }

    @Test
    void adaptiveSamMeasuresRelativeToTheParameters() {
        // At (1, 1) it is SAM as usual; afterwards e = rho theta^2 g / |theta g| with g = (x, 10 y).
        Stepper bowl = on(new Bowl(), new Sam(SGD, 0.05f, true), 1);
        assertEquals(1 - 0.1 * (1 + 0.05 / Math.sqrt(101)), theta(bowl)[0], 1e-6);
        bowl.step();
        double x = 1 - 0.1 * (1 + 0.05 / Math.sqrt(101)), y = 1 - (1 + 0.5 / Math.sqrt(101));
        double c = 0.05 / Math.sqrt(Math.pow(x * x, 2) + Math.pow(10 * y * y, 2));
        assertEquals(x - 0.1 * (x + c * x * x * x), theta(bowl)[0], 1e-6);
        assertEquals(y - (y + c * y * y * 10 * y), theta(bowl)[1], 1e-6);
    }

    @Test
    void lookaheadWithAlphaOneIsItsInnerOptimizerAndWithZeroReturns() {
        Optimizer all = new Lookahead(ADAM, 5, 1, Lookahead.View.FAST);
        Optimizer none = new Lookahead(ADAM, 5, 0, Lookahead.View.FAST);
        assertTrue(ArrayMath.maxDifference(theta(course(all, 50)), theta(course(ADAM, 50))) < 1e-5);
        assertTrue(ArrayMath.maxDifference(theta(course(none, 50)), theta(course(ADAM, 0))) < 1e-6);
        assertFalse(ArrayMath.maxDifference(theta(course(none, 49)), theta(course(ADAM, 0))) < 1e-3);
    }

    @Test
    void lookaheadIsEvaluatedAtItsSlowParameters() {
        Stepper slow = course(new Lookahead(ADAM, 5, 0.5f, Lookahead.View.SLOW), 4);
        assertArrayEquals(theta(course(ADAM, 0)), slow.evaluationPoint());
        assertArrayEquals(theta(course(ADAM, 4)), theta(slow));
        slow.step();
        assertTrue(ArrayMath.maxDifference(slow.evaluationPoint(), theta(slow)) < 1e-6);
        Stepper fast = course(new Lookahead(ADAM, 5, 0.5f, Lookahead.View.FAST), 4);
        assertSame(theta(fast), fast.evaluationPoint());
    }

    @ParameterizedTest
    @EnumSource(Ema.Start.class)
    void averagingLeavesTheTrainingAsItIs(Ema.Start start) {
        assertArrayEquals(theta(course(ADAM, 20)), theta(course(new Ema(ADAM, 0.9f, start), 20)));
        assertArrayEquals(theta(course(ADAM, 20)), theta(course(new Swa(ADAM, 3, 2), 20)));
    }

    @ParameterizedTest
    @EnumSource(Ema.Start.class)
    void theAverageIsTheFormulasInDoublePrecision(Ema.Start start) {
        Stepper s = NoisyQuadraticSource.stepper(new Ema(ADAM, 0.9f, start), NOISE);
        double[] mean = new double[theta(s).length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = start == Ema.Start.DEBIASED ? 0 : theta(s)[i];
        }
        for (int t = 1; t <= 15; t++) {
            s.step();
            double keep = start == Ema.Start.RAMP ? Math.min(0.9, (1.0 + t) / (10 + t)) : 0.9;
            double debias = start == Ema.Start.DEBIASED ? 1 - Math.pow(0.9, t) : 1;
            for (int i = 0; i < mean.length; i++) {
                mean[i] = keep * mean[i] + (1 - keep) * theta(s)[i];
                assertEquals(mean[i] / debias, s.evaluationPoint()[i], 2e-6, "after step " + t);
            }
        }
    }

    @Test
    void anAverageOfConstantParametersIsConstant() {
        for (Ema.Start start : Ema.Start.values()) {
            Stepper s = course(new Ema(new Sgd(0), 0.9f, start), 3);
            assertArrayEquals(theta(s), s.evaluationPoint());
        }
    }

    @Test
    void stochasticWeightAveragingTakesThePlainMeanFromItsStartOn() {
        Stepper s = NoisyQuadraticSource.stepper(new Swa(ADAM, 4, 3), NOISE);
        double[] sum = new double[theta(s).length];
        int n = 0;
        for (int t = 1; t <= 14; t++) {
            s.step();
            if (t < 4) {
                assertSame(theta(s), s.evaluationPoint());
                continue;
            }
            boolean taken = t == 4 || t == 7 || t == 10 || t == 13;
            n += taken ? 1 : 0;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += taken ? theta(s)[i] : 0;
                assertEquals(sum[i] / n, s.evaluationPoint()[i], 1e-6, "after step " + t);
            }
        }
    }
}
