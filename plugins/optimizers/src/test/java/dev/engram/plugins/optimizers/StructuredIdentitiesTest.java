package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.QuadraticCourse.course;
import static dev.engram.plugins.optimizers.QuadraticCourse.first;
import static dev.engram.plugins.optimizers.QuadraticCourse.on;
import static dev.engram.plugins.optimizers.QuadraticCourse.stepper;
import static dev.engram.plugins.optimizers.QuadraticCourse.theta;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.parts.Bowl;
import org.junit.jupiter.api.Test;

/** Exact identities of the structured optimizers. */
class StructuredIdentitiesTest {
    private static final Optimizer SGD = new Sgd(0.1f);

    @Test
    void soapSkipsTheFirstStepAndIsAdamWithoutBases() {
        Stepper s = stepper(new Soap(0.01f, 0.95f, 0.95f, 0.95f, 10, 1e-8f, 0, 1));
        float[] start = theta(s).clone();
        s.step();
        assertArrayEquals(start, theta(s));
        s.step();
        for (int i = 0; i < start.length; i++) {
            assertEquals(0.01, Math.abs(theta(s)[i] - start[i]), 1e-6, "Adam's first step has the length of its rate");
        }
    }

    @Test
    void adafactorIsExactForSquaresOfRankOne() {
        double[] u = {1, -2, 0.5}, v = {3, 0.1, -1, 2};
        double[][] g = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                g[i][j] = u[i] * v[j];
            }
        }
        Optimizer o = new Adafactor(1, -0.8f, 1e9f, 0, false, 1e-3f, 1.2e-7f, Adafactor.Floor.CLAMP);
        double[][] step = first(o, g);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                assertEquals(Math.signum(g[i][j]), step[i][j], 1e-6, "the sign, as if every mean square were kept");
            }
        }
    }

    @Test
    void aStepOfLambIsAsLongAsItsRateTimesTheParameter() {
        Stepper s = stepper(new Lamb(0.01f, 0.9f, 0.999f, 1e-6f, 0.01f, true, Lars.Scale.ALL));
        for (int t = 0; t < 5; t++) {
            float[] before = theta(s).clone();
            s.step();
            for (Parameter p : s.source().arena().parameters()) {
                double length = 0, size = 0;
                for (int i = p.from(); i < p.to(); i++) {
                    length += Math.pow(theta(s)[i] - (double) before[i], 2);
                    size += before[i] * (double) before[i];
                }
                assertEquals(0.01, Math.sqrt(length / size), 1e-6, p.name());
            }
        }
    }

    @Test
    void scheduleFreeIsEvaluatedAtTheAverageAndNotWhereGradientsAreTaken() {
        for (Optimizer o : new Optimizer[] {
            new ScheduleFreeSgd(0.05f, 0.9f, 0, 0, 0), new ScheduleFreeAdamW(0.05f, 0.9f, 0.999f, 1e-8f, 0, 0, 0)
        }) {
            Stepper s = on(new Bowl(), o, 1);
            assertEquals(
                    theta(s)[0],
                    s.evaluationPoint()[0],
                    1e-7,
                    "the first average is the first fast point, and so is y");
            s.step();
            assertTrue(s.evaluationPoint()[0] > theta(s)[0] + 1e-4, "the average lags behind");
            assertEquals("x", s.save().view());
        }
    }

    @Test
    void scheduleFreeWithoutBetaIsSgdEvaluatedAtTheMeanOfItsPath() {
        Stepper free = stepper(new ScheduleFreeSgd(0.1f, 0, 0, 0, 0)), sgd = stepper(SGD);
        double[] mean = new double[theta(free).length];
        for (int t = 1; t <= 10; t++) {
            free.step();
            sgd.step();
            assertTrue(ArrayMath.maxDifference(theta(free), theta(sgd)) < 1e-6);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (theta(sgd)[i] - mean[i]) / t;
                assertEquals(mean[i], free.evaluationPoint()[i], 1e-6);
            }
        }
    }

    @Test
    void scheduleFreeWithBetaOneTakesGradientsAtTheAverage() {
        Stepper s = course(new ScheduleFreeSgd(0.1f, 1, 0, 0, 0), 10);
        assertTrue(ArrayMath.maxDifference(theta(s), s.evaluationPoint()) < 1e-6);
    }

    @Test
    void laterPointsWeighMoreWithAPower() {
        // sum of t^1 for t = 1, 2, 3 is 6: x_3 = (z_1 + 2 z_2 + 3 z_3) / 6, z as SGD's with beta 0
        Stepper s = on(new Bowl(), new ScheduleFreeSgd(0.1f, 0, 0, 0, 1), 3);
        assertEquals((0.9 + 2 * 0.81 + 3 * 0.729) / 6, s.evaluationPoint()[0], 1e-6);
    }

    @Test
    void prodigysPathIgnoresTheScaleOfGradientsAndItsEstimateNeverFalls() {
        Optimizer o = new Prodigy(1, 0.9f, 0.999f, 1e-8f, 0, 1e-3, 1, 1e30, false);
        Landscape f = new Bowl(), big = new Scaled(f, 1024);
        Stepper a = on(f, o, 0), b = on(big, o, 0);
        double last = 0;
        for (int t = 0; t < 60; t++) {
            a.step();
            b.step();
            assertEquals(theta(a)[0], theta(b)[0], 1e-4);
            double d = a.save().scalars().get("d");
            assertTrue(d >= last);
            last = d;
        }
        assertTrue(last > 1e-2, "it has grown from 1e-3: " + last);
    }

    /** c f */
    private record Scaled(Landscape f, double c) implements Landscape {
        @Override
        public int rows() {
            return f.rows();
        }

        @Override
        public int cols() {
            return f.cols();
        }

        @Override
        public double value(double[] x, double[] gradient) {
            double v = c * f.value(x, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= c;
            }
            return v;
        }

        @Override
        public double[] start() {
            return f.start();
        }
    }

    @Test
    void prodigysGrowthIsLimited() {
        Stepper s = on(new Bowl(), new Prodigy(1, 0.9f, 0.999f, 1e-8f, 0, 1e-3, 1, 1.02, false), 2);
        double d = s.save().scalars().get("d");
        s.step();
        double next = s.save().scalars().get("d");
        assertTrue(next > d && next <= d * 1.02 * (1 + 1e-12), d + " to " + next);
    }

    @Test
    void halfOfDAdaptationsEstimateRisesAndStaysBelowTheDistance() {
        Stepper s = on(new Bowl(), new DAdaptationSgd(1, 0, 1e-6, 1e30), 0);
        double last = 0;
        for (int t = 0; t < 300; t++) {
            s.step();
            double d = s.save().scalars().get("d");
            assertTrue(d >= last && d / 2 <= Math.sqrt(2), last + " to " + d);
            last = d;
        }
        assertTrue(last > 0.1, "from 1e-6 to " + last);
    }
}
