package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.Epsilon.AFTER_CORRECTION;
import static dev.engram.plugins.optimizers.Epsilon.BEFORE_CORRECTION;
import static dev.engram.plugins.optimizers.Epsilon.INSIDE_ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.Bowl;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conventions that the golden traces do not cover, against an independent implementation in double precision for one
 * number. Epsilon is large, so that its position matters.
 */
class ConventionsTest {
    /** Relative, over the first ten steps. */
    private static final double TOLERANCE = 1e-5;

    private static final double B1 = 0.9, B2 = 0.99, EPS = 0.3;
    private static final float F1 = 0.9f, F2 = 0.99f, FEPS = 0.3f;

    /** Returns the step to subtract from th; memory starts with zeros. */
    private interface ReferenceFormula {
        double step(int t, double g, double th, double[] memory);
    }

    private static double m(double g, double[] s) {
        return s[0] = B1 * s[0] + (1 - B1) * g;
    }

    private static double v(double g, double[] s) {
        return s[1] = B2 * s[1] + (1 - B2) * g * g;
    }

    private static double u1(int t) {
        return 1 - StrictMath.pow(B1, t);
    }

    private static double u2(int t) {
        return 1 - StrictMath.pow(B2, t);
    }

    private static double radam(int t, double g, double[] s, boolean after, double threshold, double early) {
        double m = m(g, s), v = v(g, s), all = 2 / (1 - B2) - 1, r = all - 2 * t * StrictMath.pow(B2, t) / u2(t);
        if (r <= threshold) {
            return early * m / u1(t);
        }
        double q = Math.sqrt((r - 4) * (r - 2) * all / ((all - 4) * (all - 2) * r));
        double d = after ? Math.sqrt(v / u2(t)) + EPS : (Math.sqrt(v) + EPS) / Math.sqrt(u2(t));
        return q * m / u1(t) / d;
    }

    private static double centred(int t, double g, double[] s, double correction) {
        s[1] = t == 1 ? 1 : s[1];
        double v = v(g, s) * correction;
        s[0] = B2 * s[0] + (1 - B2) * g;
        s[2] = 0.9 * s[2] + g / Math.sqrt(Math.max(v - Math.pow(s[0] * correction, 2), 0) + EPS);
        return 0.01 * s[2];
    }

    static Stream<Arguments> family() {
        AmsGrad.Maximum after = AmsGrad.Maximum.AFTER_CORRECTION, none = AmsGrad.Maximum.UNCORRECTED;
        return Stream.of(
                arguments(new Adam(0.1f, F1, F2, FEPS, AFTER_CORRECTION, true), (ReferenceFormula)
                        (t, g, th, s) -> 0.1 * m(g, s) / u1(t) / (Math.sqrt(v(g, s) / u2(t)) + EPS)),
                arguments(new Adam(0.1f, F1, F2, FEPS, BEFORE_CORRECTION, true), (ReferenceFormula)
                        (t, g, th, s) -> 0.1 * Math.sqrt(u2(t)) / u1(t) * m(g, s) / (Math.sqrt(v(g, s)) + EPS)),
                arguments(new Adam(0.1f, F1, F2, FEPS, INSIDE_ROOT, true), (ReferenceFormula)
                        (t, g, th, s) -> 0.1 * m(g, s) / u1(t) / Math.sqrt(v(g, s) / u2(t) + EPS)),
                arguments(new Adam(0.1f, F1, F2, FEPS, AFTER_CORRECTION, false), (ReferenceFormula)
                        (t, g, th, s) -> 0.1 * m(g, s) / (Math.sqrt(v(g, s)) + EPS)),
                arguments(new AdamW(0.1f, F1, F2, FEPS, BEFORE_CORRECTION, 0.1f, true), (ReferenceFormula)
                        (t, g, th, s) ->
                                0.1 * Math.sqrt(u2(t)) / u1(t) * m(g, s) / (Math.sqrt(v(g, s)) + EPS) + 0.01 * th),
                arguments(new AdamW(0.1f, F1, F2, FEPS, INSIDE_ROOT, 0.1f, false), (ReferenceFormula) (t, g, th, s) ->
                        0.1 * m(g, s) / u1(t) / Math.sqrt(v(g, s) / u2(t) + EPS) + 0.1 * th),
                arguments(new AmsGrad(0.1f, F1, F2, FEPS, after), (ReferenceFormula) (t, g, th, s) -> {
                    s[2] = Math.max(s[2], v(g, s) / u2(t));
                    return 0.1 * m(g, s) / u1(t) / (Math.sqrt(s[2]) + EPS);
                }),
                arguments(new AmsGrad(0.1f, F1, F2, FEPS, none), (ReferenceFormula) (t, g, th, s) -> {
                    s[2] = Math.max(s[2], v(g, s));
                    return 0.1 * m(g, s) / (Math.sqrt(s[2]) + EPS);
                }),
                arguments(new NAdam(0.1f, F1, F2, FEPS, NAdam.Course.CONSTANT), (ReferenceFormula) (t, g, th, s) ->
                        0.1 * (B1 * m(g, s) / u1(t + 1) + (1 - B1) * g / u1(t)) / (Math.sqrt(v(g, s) / u2(t)) + EPS)),
                arguments(new RAdam(1e-4f, F1, F2, FEPS, BEFORE_CORRECTION, 5, RAdam.Start.MOMENTUM), (ReferenceFormula)
                        (t, g, th, s) -> 1e-4 * radam(t, g, s, false, 5, 1)),
                arguments(new RAdam(0.1f, F1, F2, FEPS, AFTER_CORRECTION, 4, RAdam.Start.WAIT), (ReferenceFormula)
                        (t, g, th, s) -> 0.1 * radam(t, g, s, true, 4, 0)));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments(new Momentum(0.01f, 0.9f, 0, true), (ReferenceFormula) (t, g, th, s) -> 0.01 * m(g, s)),
                arguments(new AdaGrad(0.1f, 0, 0.1f, FEPS, true), (ReferenceFormula) (t, g, th, s) -> {
                    s[0] = (t == 1 ? 0.1 : s[0]) + g * g;
                    return 0.1 * g / Math.sqrt(s[0] + EPS);
                }),
                arguments(new RmsProp(0.1f, F2, 0, false, FEPS, true, 0, false), (ReferenceFormula)
                        (t, g, th, s) -> 0.1 * g / Math.sqrt(v(g, s) + EPS)),
                arguments(new RmsProp(0.1f, F2, 0, false, FEPS, false, 0, true), (ReferenceFormula)
                        (t, g, th, s) -> 0.1 * g / (Math.sqrt(v(g, s) / u2(t)) + EPS)),
                arguments(new RmsProp(0.01f, F2, 0.9f, true, FEPS, true, 1, false), (ReferenceFormula)
                        (t, g, th, s) -> centred(t, g, s, 1)),
                arguments(new SignSgd(0.01f), (ReferenceFormula) (t, g, th, s) -> 0.01 * Math.signum(g)),
                arguments(new Signum(0.01f, 0.9f), (ReferenceFormula) (t, g, th, s) -> 0.01 * Math.signum(m(g, s))),
                arguments(new Lion(0.01f, 0.9f, 0.99f, 0.5f), (ReferenceFormula) (t, g, th, s) -> {
                    double c = 0.9 * s[0] + 0.1 * g;
                    s[0] = 0.99 * s[0] + 0.01 * g;
                    return 0.01 * Math.signum(c) + 0.005 * th;
                }));
    }

    @ParameterizedTest
    @MethodSource
    void family(Optimizer o, ReferenceFormula referenceFormula) {
        assertMatchesReference(o, referenceFormula);
    }

    @ParameterizedTest
    @MethodSource
    void others(Optimizer o, ReferenceFormula referenceFormula) {
        assertMatchesReference(o, referenceFormula);
    }

    /** For large gradients, mean square and squared mean cancel, which exceeds single precision. */
    @Test
    void aCentredRootMeanSquareCorrectsBothOfItsMeans() {
        assertMatchesReference(
                new RmsProp(0.01f, F2, 0.9f, true, FEPS, true, 1, true),
                (t, g, th, s) -> centred(t, g, s, 1 / u2(t)),
                List.of(new Bowl()));
    }

    private static void assertMatchesReference(Optimizer o, ReferenceFormula referenceFormula) {
        assertMatchesReference(o, referenceFormula, List.of(new Bowl(), new Rosenbrock()));
    }

    private static void assertMatchesReference(
            Optimizer o, ReferenceFormula referenceFormula, List<Landscape> landscapes) {
        for (Landscape f : landscapes) {
            Stepper s = Trajectories.stepper(f, o);
            float[] found = s.source().arena().theta();
            double[] x = f.start().clone(), g = new double[2];
            double[][] memory = new double[2][3];
            for (int t = 1; t <= 10; t++) {
                s.step();
                f.value(x, g);
                for (int i = 0; i < 2; i++) {
                    x[i] -= referenceFormula.step(t, g[i], x[i], memory[i]);
                }
                for (int i = 0; i < 2; i++) {
                    assertEquals(
                            x[i],
                            found[i],
                            TOLERANCE * Math.max(0.1, Math.abs(x[i])),
                            f.getClass().getSimpleName() + ", coordinate " + i + " after step " + t);
                }
            }
            assertTrue(Math.abs(x[0] - f.start()[0]) > 1e-4, "it moves");
        }
    }
}
