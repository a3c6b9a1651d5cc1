package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.plugins.optimizers.ConjugateGradient.Beta;
import dev.engram.plugins.optimizers.Lbfgs.Search;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.parts.Rosenbrock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L-BFGS and conjugate gradients on problems with known trajectories. */
class QuasiNewtonTest {
    private static final int N = 5;
    /** An inner product so small that the line search is exact up to rounding. */
    private static final float EXACT = 1e-4f;

    /** f = x'H x / 2 with the positive definite H of Hilbert plus the identity, from (1, 2, 3, 4, 5). */
    private record Quadratic() implements Landscape {
        static double h(int i, int j) {
            return 4.0 / (i + j + 1) + (i == j ? 1 : 0);
        }

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int cols() {
            return N;
        }

        @Override
        public double value(double[] x, double[] g) {
            double f = 0;
            for (int i = 0; i < N; i++) {
                g[i] = 0;
                for (int j = 0; j < N; j++) {
                    g[i] += h(i, j) * x[j];
                }
                f += g[i] * x[i] / 2;
            }
            return f;
        }

        @Override
        public double[] start() {
            return new double[] {1, 2, 3, 4, 5};
        }
    }

    /** f = sin x, which is convex and concave in turn. */
    private record Sine() implements Landscape {
        @Override
        public int rows() {
            return 1;
        }

        @Override
        public int cols() {
            return 1;
        }

        @Override
        public double value(double[] x, double[] g) {
            g[0] = Math.cos(x[0]);
            return Math.sin(x[0]);
        }

        @Override
        public double[] start() {
            return new double[] {4};
        }
    }

    /** A source that counts evaluations. */
    private static final class CountingSource implements GradientSource {
        private final LandscapeSource inside;
        private int count;

        CountingSource(Landscape f) {
            inside = new LandscapeSource(f, f.start());
        }

        @Override
        public Arena arena() {
            return inside.arena();
        }

        @Override
        public void beginStep(long step) {
            inside.beginStep(step);
        }

        @Override
        public double computeGradient() {
            count++;
            return inside.computeGradient();
        }

        @Override
        public Map<String, float[]> ruleState() {
            return inside.ruleState();
        }
    }

    /** Steps and evaluations until f falls below a bound. */
    private static int[] until(Landscape f, Optimizer o, double bound, int most) {
        CountingSource source = new CountingSource(f);
        Stepper s = new Stepper(source, o, 1);
        source.count = 0;
        do {
            s.step();
        } while (s.loss() > bound && s.t() < most);
        assertTrue(s.loss() <= bound, o + ": f = " + s.loss() + " after " + s.t() + " steps");
        return new int[] {(int) s.t() - 1, source.count};
    }

    private static Optimizer lbfgs(Search search) {
        return new Lbfgs(1, 10, search, 1e-4f, 0.9f);
    }

    /** The textbook method: exact steps, beta = |g|^2 / |g_|^2, in double precision. */
    private static double[][] linear() {
        double[][] path = new double[N + 1][];
        double[] x = new Quadratic().start(), g = new double[N], d = new double[N], hd = new double[N];
        double before = 0;
        for (int t = 0; t <= N; t++) {
            path[t] = x.clone();
            new Quadratic().value(x, g);
            double gg = 0, curvature = 0, slope = 0;
            for (int i = 0; i < N; i++) {
                gg += g[i] * g[i];
            }
            for (int i = 0; i < N; i++) {
                d[i] = g[i] + (t == 0 ? 0 : gg / before) * d[i];
                slope += g[i] * d[i];
            }
            for (int i = 0; i < N; i++) {
                hd[i] = 0;
                for (int j = 0; j < N; j++) {
                    hd[i] += Quadratic.h(i, j) * d[j];
                }
                curvature += d[i] * hd[i];
            }
            for (int i = 0; i < N; i++) {
                x[i] -= slope / curvature * d[i];
            }
            before = gg;
        }
        return path;
    }

    private static void assertTrajectory(Optimizer o) {
        double[][] path = linear();
        Stepper s = new Stepper(new LandscapeSource(new Quadratic(), new Quadratic().start()), o, 1);
        for (int t = 1; t <= N; t++) {
            s.step();
            for (int i = 0; i < N; i++) {
                // Relative to the start: the line search ends at a ten-thousandth of the initial slope.
                assertEquals(
                        path[t][i],
                        s.source().arena().theta()[i],
                        5 * 2e-4,
                        o + ", coordinate " + i + " after step " + t);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Beta.class)
    void conjugateGradientsSolveAQuadraticInAsManyStepsAsItHasDimensions(Beta beta) {
        assertTrajectory(new ConjugateGradient(beta, 1, 0, 0.2f, 1e-4f, EXACT));
    }

    @Test
    void lbfgsWithAnExactSearchMakesTheStepsOfConjugateGradients() {
        assertTrajectory(new Lbfgs(1, 10, Search.STRONG_WOLFE, 1e-4f, EXACT));
    }

    @ParameterizedTest
    @EnumSource(Search.class)
    void lbfgsSolvesAQuadraticWithEverySearch(Search search) {
        assertTrue(until(new Quadratic(), lbfgs(search), 1e-9, 40)[0] <= 30);
    }

    @Test
    void lbfgsFollowsRosenbrocksValley() {
        // In double precision PyTorch's needs 37 steps and 45 evaluations to reach 1e-15; here each step evaluates
        // again at the end of the line search.
        int[] wolfe = until(new Rosenbrock(), lbfgs(Search.STRONG_WOLFE), 1e-10, 100);
        assertTrue(wolfe[0] <= 40 && wolfe[1] <= 90, wolfe[0] + " steps, " + wolfe[1] + " evaluations");
        int[] armijo = until(new Rosenbrock(), lbfgs(Search.ARMIJO), 1e-10, 100);
        assertTrue(armijo[0] <= 50, armijo[0] + " steps");
    }

    @Test
    void aPairWithoutCurvatureIsSkippedAndTheOldestPairStays() {
        double rate = 3, last = Double.NaN, inverseCurvature = Double.NaN;
        Stepper s = new Stepper(
                new LandscapeSource(new Sine(), new Sine().start()), new Lbfgs(3, 1, Search.NONE, 1e-4f, 0.9f), 1);
        float[] theta = s.source().arena().theta();
        int pairs = 0;
        for (int t = 0; t < 40; t++) {
            double x = theta[0], g = Math.cos(x), change = g - Math.cos(last);
            if ((x - last) * change > 0) {
                pairs++;
                inverseCurvature = (x - last) / change;
            }
            s.step();
            double step = rate * (pairs > 0 ? inverseCurvature : Math.min(1, 1 / Math.abs(g)));
            assertEquals(x - step * g, theta[0], 1e-4 * Math.max(1, Math.abs(step * g)), "step " + (t + 1));
            last = x;
        }
        assertTrue(pairs > 5 && pairs < 35, pairs + " pairs");
    }

    @ParameterizedTest
    @EnumSource(Beta.class)
    void conjugateGradientsFollowRosenbrocksValley(Beta beta) {
        Optimizer o = new ConjugateGradient(beta, 1, 0, 0.2f, 1e-4f, 0.1f);
        int[] made = until(new Rosenbrock(), o, 1e-9, 400);
        assertTrue(made[1] <= 12 * made[0], made[0] + " steps, " + made[1] + " evaluations");
    }

    @ParameterizedTest
    @EnumSource(
            value = Search.class,
            names = {"STRONG_WOLFE", "ARMIJO"})
    void aSearchNeverGoesUp(Search search) {
        Stepper s = new Stepper(new LandscapeSource(new Rosenbrock(), new Rosenbrock().start()), lbfgs(search), 1);
        double last = Double.POSITIVE_INFINITY;
        for (int t = 0; t < 60; t++) {
            s.step();
            assertTrue(s.loss() <= last, s.loss() + " after " + last);
            last = s.loss();
        }
    }
}
