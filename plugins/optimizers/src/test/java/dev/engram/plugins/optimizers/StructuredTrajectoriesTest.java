package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.Bowl;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trajectories against reference values in double precision: on T1 steps 1, 2, 3 and 10, on T3 steps 1 and 10. */
class StructuredTrajectoriesTest {
    private static final int[] ONE_TO_TEN = {1, 2, 3, 10}, ENDS = {1, 10};
    /** Relative, to the larger of the number and 0.1. */
    private static final double TOLERANCE = 1e-5;
    /** Absolute, over a hundred steps from 1. */
    private static final double LATE = 1e-4;

    private static final Optimizer REST = new Adam(0.001f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true);

    static Stream<Arguments> bowl() {
        return Stream.of(
                arguments(new ScheduleFreeSgd(0.1f, 0.9f, 0, 0, 0), points(.9, 0, .8505, 0, .80298, 0, .5205960368, 0)),
                arguments(
                        new ScheduleFreeSgd(0.1f, 0.9f, 0, 5, 0),
                        points(.98, .8, .947856, .5376, .90472872, .2816914286, .5745466168, -.01347417406)),
                arguments(
                        new ScheduleFreeAdamW(0.1f, 0.9f, 0.999f, 1e-8f, 0.1f, 5, 0),
                        points(
                                .9780000002,
                                .978,
                                .9423587991,
                                .9423587986,
                                .8940897096,
                                .8940897087,
                                .5103791326,
                                .5103791289)),
                arguments(
                        new DAdaptationSgd(1, 0, 1e-6, 1e30),
                        points(
                                .9999999005,
                                .999999005,
                                .999999801,
                                .9999980099,
                                .9999997015,
                                .9999970149,
                                .9999866783,
                                .9998667892)),
                arguments(
                        new Sam(new Sgd(0.1f), 0.05f, false),
                        points(
                                .8995024814,
                                -.04975185951,
                                .8051769013,
                                .02420014471,
                                .7198708143,
                                -.01439185572,
                                .3186011702,
                                .01133311537)),
                arguments(
                        new Lookahead(new Sgd(0.05f), 5, 0.5f, Lookahead.View.SLOW),
                        points(.95, .5, .9025, .25, .857375, .125, .7865747036, .2658691406)));
    }

    static Stream<Arguments> matrix() {
        return Stream.of(
                arguments(
                        new Adafactor(0.01f, -0.8f, 1, 0, true, 1e-3f, 1.2e-7f, Adafactor.Floor.CLAMP),
                        points(
                                .101929103,
                                .203596752,
                                .304399032,
                                .404158628,
                                .503947303,
                                .603793252,
                                .118670247,
                                .236550181,
                                .345325591,
                                .443023717,
                                .540903084,
                                .639332506)),
                arguments(
                        new Lars(1, 0.9f, 0.01f, 0, 0, Lars.Denominator.TOGETHER, Lars.Scale.ALL),
                        points(
                                .100703612,
                                .201934933,
                                .303166254,
                                .403518059,
                                .504925283,
                                .606332507,
                                .128714545,
                                .282927475,
                                .437140404,
                                .560596694,
                                .724042876,
                                .887489059)),
                arguments(
                        new Lamb(0.01f, 0.9f, 0.999f, 1e-6f, 0.01f, true, Lars.Scale.ALL),
                        points(
                                .103904202,
                                .203900297,
                                .303896389,
                                .403892481,
                                .503888574,
                                .603884666,
                                .140297374,
                                .240618614,
                                .340644151,
                                .440642721,
                                .540618134,
                                .640586239)),
                arguments(
                        new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024),
                        points(
                                .0374909936,
                                .207585546,
                                .377680099,
                                .466522407,
                                .557234307,
                                .647946207,
                                -.105232056,
                                .234849688,
                                .574931432,
                                .708966486,
                                .782554948,
                                .856143409)),
                arguments(
                        new Muon(0.02f, 0.95f, true, 0, Muon.Scale.ORIGINAL, 5, Muon.Matrices.HIDDEN, REST),
                        points(
                                .0912947894,
                                .201074053,
                                .310853316,
                                .409301437,
                                .508019335,
                                .606737234,
                                -.0147020056,
                                .205914518,
                                .426531041,
                                .504302474,
                                .582082464,
                                .659862454)));
    }

    /** The first steps are a few millionths long, fifty roundings of a float near 1, which affects the estimate. */
    @Test
    void prodigy() {
        assertTrajectory(
                new Bowl(),
                new Prodigy(1, 0.9f, 0.999f, 1e-8f, 0, 1e-6, 1, 1e30, false),
                ONE_TO_TEN,
                points(
                        .9999968377,
                        .9999968377,
                        .9999925881,
                        .9999925881,
                        .9999848265,
                        .9999848265,
                        .9889482095,
                        .988948202),
                3 * TOLERANCE);
    }

    /** The formula in double precision, except for theta, which is rounded to a float at each step. */
    @ParameterizedTest
    @CsvSource({"1e-6, 1, 1e30, false, 0", "1e-3, 0.5, 1.5, true, 0.01"})
    void prodigyBesideItsTwin(double first, double factor, double growth, boolean correction, float decay) {
        Stepper s = new Stepper(
                new LandscapeSource(new Bowl(), new Bowl().start()),
                new Prodigy(1, 0.9f, 0.999f, 1e-8f, decay, first, factor, growth, correction),
                1);
        double[] x = {1, 1}, g = new double[2], m = new double[2], v = new double[2], sum = new double[2];
        double b1 = 0.9f, b2 = 0.999f, b3 = Math.sqrt(b2), d = first, top = first, n = 0;
        for (int t = 1; t <= 100; t++) {
            s.step();
            new Bowl().value(x, g);
            double big = d * (correction ? Math.sqrt(1 - Math.pow(b2, t)) / (1 - Math.pow(b1, t)) : 1), norm = 0;
            n *= b3;
            for (int i = 0; i < 2; i++) {
                n += d / first * big * g[i] * (1 - x[i]);
                m[i] = b1 * m[i] + (1 - b1) * d * g[i];
                v[i] = b2 * v[i] + (1 - b2) * d * d * g[i] * g[i];
                sum[i] = b3 * sum[i] + d / first * big * g[i];
                norm += Math.abs(sum[i]);
            }
            double e = factor * n / norm;
            double from = d == first ? Math.max(d, e) : d;
            top = Math.max(top, e);
            d = Math.min(top, from * growth);
            for (int i = 0; i < 2; i++) {
                x[i] = (float) (x[i] - big * decay * x[i] - big * m[i] / (Math.sqrt(v[i]) + d * 1e-8f));
                assertEquals(
                        x[i],
                        s.source().arena().theta()[i],
                        t <= 10 ? TOLERANCE * Math.max(0.1, Math.abs(x[i])) : LATE,
                        "step " + t);
            }
        }
    }

    /** The formula in double precision, momentum and a limit to the growth of the estimate included. */
    @ParameterizedTest
    @CsvSource({"0, 1e-6, 1e30", "0.9, 1e-3, 1.5"})
    void dAdaptationBesideItsTwin(float momentum, double first, double growth) {
        Stepper s = new Stepper(
                new LandscapeSource(new Bowl(), new Bowl().start()), new DAdaptationSgd(1, momentum, first, growth), 1);
        double[] x = {1, 1}, g = new double[2], sum = new double[2];
        double d = first, q = 0, unit = 0;
        for (int t = 1; t <= 100; t++) {
            s.step();
            new Bowl().value(x, g);
            double gg = g[0] * g[0] + g[1] * g[1];
            unit = t == 1 ? Math.sqrt(gg) : unit;
            double l = d / unit;
            q += l * l * gg;
            for (int i = 0; i < 2; i++) {
                sum[i] += l * g[i];
                x[i] = momentum * x[i] + (1 - (double) momentum) * (1 - sum[i]);
                assertEquals(x[i], s.source().arena().theta()[i], TOLERANCE, "step " + t);
            }
            double ss = sum[0] * sum[0] + sum[1] * sum[1];
            d = Math.max(d, Math.min((ss - q) / Math.sqrt(ss), d * growth));
            assertEquals(d, s.save().scalars().get("d"), 1e-4 * d, "estimate after step " + t);
        }
        assertTrue(d > 10 * first, "it has grown to " + d);
    }

    private static double[] points(double... x) {
        return x;
    }

    @ParameterizedTest
    @MethodSource
    void bowl(Optimizer o, double[] expected) {
        assertTrajectory(new Bowl(), o, ONE_TO_TEN, expected, TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource
    void matrix(Optimizer o, double[] expected) {
        assertTrajectory(new MatrixLeastSquares(), o, ENDS, expected, TOLERANCE);
    }

    /** Values of the matrix problem after 1, 10 and 100 steps; 33.49 at first. */
    static Stream<Arguments> values() {
        return Stream.of(
                arguments(
                        new Adafactor(0.01f, -0.8f, 1, 0, true, 1e-3f, 1.2e-7f, Adafactor.Floor.CLAMP),
                        points(33.39885362, 32.56784614, 24.01829775)),
                arguments(
                        new Lars(1, 0.9f, 0.01f, 0, 0, Lars.Denominator.TOGETHER, Lars.Scale.ALL),
                        points(33.38670325, 29.16082306, .003754309778)),
                arguments(
                        new Lamb(0.01f, 0.9f, 0.999f, 1e-6f, 0.01f, true, Lars.Scale.ALL),
                        points(33.39918109, 32.56450364, 21.81993158)),
                arguments(
                        new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024),
                        points(32.34185501, 28.43782599, 19.08778941)),
                arguments(
                        new Muon(0.02f, 0.95f, true, 0, Muon.Scale.ORIGINAL, 5, Muon.Matrices.HIDDEN, REST),
                        points(33.32549441, 31.87715235, 21.43779248)));
    }

    @ParameterizedTest
    @MethodSource
    void values(Optimizer o, double[] expected) {
        Landscape f = new MatrixLeastSquares();
        Stepper s = new Stepper(new LandscapeSource(f, f.start()), o, 1);
        int[] at = {1, 10, 100};
        for (int k = 0; k < 3; k++) {
            while (s.t() < at[k]) {
                s.step();
            }
            float[] x = s.source().arena().theta();
            double[] w = new double[x.length];
            for (int i = 0; i < w.length; i++) {
                w[i] = x[i];
            }
            // LARS ends at 0.004, because its steps do not shrink: it oscillates, and amplifies rounding errors.
            double tolerance = expected[k] < 1 ? 0.2 : TOLERANCE;
            assertEquals(expected[k], f.value(w, new double[w.length]), tolerance * expected[k], "after " + at[k]);
        }
    }

    private static void assertTrajectory(Landscape f, Optimizer o, int[] steps, double[] expected, double tolerance) {
        Stepper s = new Stepper(new LandscapeSource(f, f.start()), o, 1);
        float[] x = s.source().arena().theta();
        for (int k = 0; k < steps.length; k++) {
            while (s.t() < steps[k]) {
                s.step();
            }
            for (int i = 0; i < x.length; i++) {
                double e = expected[x.length * k + i];
                assertEquals(
                        e, x[i], tolerance * Math.max(0.1, Math.abs(e)), "coordinate " + i + " after step " + steps[k]);
            }
        }
    }
}
