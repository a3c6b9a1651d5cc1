package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Landscape;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.Bowl;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exact identities of the structured optimizers. */
class StructuredIdentitiesTest {
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

    /** f = sum g x for a fixed matrix g, from w. */
    private record Slope(double[][] g, double[] start) implements Landscape {
        @Override
        public int rows() {
            return g.length;
        }

        @Override
        public int cols() {
            return g[0].length;
        }

        @Override
        public double value(double[] x, double[] gradient) {
            double f = 0;
            for (int i = 0; i < x.length; i++) {
                gradient[i] = g[i / cols()][i % cols()];
                f += gradient[i] * x[i];
            }
            return f;
        }
    }

    /** Returns the first step from zero, as it is subtracted. */
    private static double[][] first(Optimizer o, double[][] g) {
        float[] x = theta(on(new Slope(g, new double[g.length * g[0].length]), o, 1));
        double[][] step = new double[g.length][g[0].length];
        for (int i = 0; i < x.length; i++) {
            step[i / g[0].length][i % g[0].length] = -x[i];
        }
        return step;
    }

    private static Muon muon(Muon.Matrices part) {
        return new Muon(1, 0.95f, true, 0, Muon.Scale.NONE, 5, part, ADAM);
    }

    @Test
    void muonBringsSingularValuesNearOne() {
        double[][] step = first(muon(Muon.Matrices.HIDDEN), new double[][] {{1, 0, 0}, {0, 0.1, 0}, {0, 0, 0.01}});
        double[] expected = {0.702, 0.709, 0.697};
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], step[i][i], 1e-3);
        }
    }

    @Test
    void muonTurnsWithItsGradient() {
        double[][] g = {{1, 2, -1}, {0.5, 0, 3}}, q = {{0.6, -0.8}, {0.8, 0.6}};
        double[][] turned = DenseMatrices.product(q, first(muon(Muon.Matrices.HIDDEN), g));
        double[][] other = first(muon(Muon.Matrices.HIDDEN), DenseMatrices.product(q, g));
        assertEquals(0, DenseMatrices.norm(DenseMatrices.sum(1, turned, -1, other)), 1e-5);
    }

    @Test
    void muonLeavesAllElseToTheOtherOptimizer() {
        Stepper m = course(muon(Muon.Matrices.HIDDEN), 5), adam = course(ADAM, 5);
        for (Parameter p : m.source().arena().parameters()) {
            float[] a = Arrays.copyOfRange(theta(m), p.from(), p.to()),
                    b = Arrays.copyOfRange(theta(adam), p.from(), p.to());
            assertEquals(!p.name().equals("hidden"), Arrays.equals(a, b), p.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Split.Part.class)
    void splitStepsEachPartAsItsOwnOptimizerWould(Split.Part part) {
        assertArrayEquals(theta(course(ADAM, 5)), theta(course(new Split(part, ADAM, ADAM), 5)));
        Stepper both = course(new Split(part, ADAM, SGD), 5), adam = course(ADAM, 5), sgd = course(SGD, 5);
        for (Parameter p : both.source().arena().parameters()) {
            float[] own = Arrays.copyOfRange(theta(both), p.from(), p.to());
            assertArrayEquals(
                    Arrays.copyOfRange(theta(part.contains(p) ? adam : sgd), p.from(), p.to()), own, p.name());
        }
    }

    @ParameterizedTest
    @CsvSource({"NETWORK, last", "WEIGHTS, 0", "NETWORK, 0", "HIDDEN, 1"})
    void splitByLayerStepsOnlyThatLayer(Split.Part part, String layer) {
        TrainingTask task = TrainingTask.typical();
        Split split = new Split(part, ADAM, SGD, LayerChoice.parse(layer));
        TrainingHarness both = new TrainingHarness(task, new Backpropagation(), split);
        TrainingHarness adam = new TrainingHarness(task, new Backpropagation(), ADAM);
        TrainingHarness sgd = new TrainingHarness(task, new Backpropagation(), SGD);
        both.step();
        adam.step();
        sgd.step();
        String name = "layer" + (layer.equals("last") ? "2" : layer) + "/";
        for (Parameter p : both.learner().arena().parameters()) {
            boolean chosen = part.contains(p) && p.name().startsWith(name);
            assertArrayEquals((chosen ? adam : sgd).theta(p.name()), both.theta(p.name()), p.name());
        }
    }

    @Test
    void splitsInsideSplitsGiveEachLayerItsOwnRate() {
        TrainingTask task = TrainingTask.typical();
        Optimizer second = new Split(Split.Part.NETWORK, new Sgd(0.2f), SGD, LayerChoice.parse("layer1"));
        Optimizer first = new Split(Split.Part.NETWORK, new Sgd(0.3f), second, LayerChoice.parse("0"));
        TrainingHarness all = new TrainingHarness(task, new Backpropagation(), first);
        all.step();
        float[] rates = {0.3f, 0.2f, 0.1f};
        for (int l = 0; l < rates.length; l++) {
            TrainingHarness one = new TrainingHarness(task, new Backpropagation(), new Sgd(rates[l]));
            one.step();
            for (String p : new String[] {"layer" + l + "/weights", "layer" + l + "/bias"}) {
                assertArrayEquals(one.theta(p), all.theta(p), p);
            }
        }
    }

    @Test
    void muonTrainsOneMatrixAlone() {
        TrainingTask task = TrainingTask.typical();
        Optimizer one = new Split(Split.Part.WEIGHTS, muon(Muon.Matrices.WEIGHTS), SGD, LayerChoice.parse("0"));
        TrainingHarness split = new TrainingHarness(task, new Backpropagation(), one);
        TrainingHarness muon = new TrainingHarness(task, new Backpropagation(), muon(Muon.Matrices.WEIGHTS));
        split.step();
        muon.step();
        assertArrayEquals(muon.theta("layer0/weights"), split.theta("layer0/weights"));
    }

    @ParameterizedTest
    @CsvSource({"any, any", "last, last", "2, 2", "layer2, 2"})
    void aLayerIsWrittenByItsNumber(String text, String canonical) {
        assertEquals(canonical, LayerChoice.parse(text).toString());
        assertEquals(LayerChoice.parse(canonical), LayerChoice.parse(text));
        assertEquals(
                "'layer' is not a layer; write its number from 0, its name such as layer1, last, or any",
                assertThrows(IllegalArgumentException.class, () -> LayerChoice.parse("layer"))
                        .getMessage());
    }

    /** In blocks of one number, both matrices are the sum of its squares. */
    @Test
    void shampooInBlocksOfOneNumberIsAdaGrad() {
        float epsilon = 1e-6f;
        double[][] g = {{3, -0.5, 0.01}, {0.2, -7, 1}};
        double[][] step = first(new Shampoo(0.1f, epsilon, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024, 1), g);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(0.1 * g[i][j] / Math.sqrt(g[i][j] * g[i][j] + epsilon), step[i][j], 1e-6);
            }
        }
    }

    @Test
    void shampooStepsEachBlockLikeAMatrixOfItsOwn() {
        double[][] g = {{5, -0.4, 1, 2, 0.1}, {1, 2, -1, 0.3, 0.2}, {0.5, -1, 3, 1, -4}};
        Shampoo blocks = new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024, 2);
        Shampoo whole = new Shampoo(0.1f, 1e-4f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024);
        double[][] step = first(blocks, g);
        for (int top = 0; top < 3; top += 2) {
            for (int left = 0; left < 5; left += 2) {
                double[][] part = new double[Math.min(2, 3 - top)][];
                for (int r = 0; r < part.length; r++) {
                    part[r] = Arrays.copyOfRange(g[top + r], left, Math.min(5, left + 2));
                }
                if (part[0].length == 1) {
                    continue; // a matrix of one column is a bias to Shampoo, with another exponent
                }
                double[][] expected = first(whole, part);
                for (int r = 0; r < part.length; r++) {
                    for (int c = 0; c < part[r].length; c++) {
                        assertEquals(
                                expected[r][c], step[top + r][left + c], 1e-6, "at " + (top + r) + "," + (left + c));
                    }
                }
            }
        }
    }

    @Test
    void aBlockAsLargeAsTheMatrixChangesNoBit() {
        Shampoo whole = new Shampoo(0.1f, 1e-4f, 0.5f, 0.9f, 3, Shampoo.Graft.SGD, 1024);
        Shampoo block = new Shampoo(0.1f, 1e-4f, 0.5f, 0.9f, 3, Shampoo.Graft.SGD, 1024, 64);
        assertArrayEquals(theta(course(whole, 10)), theta(course(block, 10)));
    }

    @Test
    void shampoosFirstStepIsThePolarFactor() {
        double c = 0.6, s = 0.8;
        // G = Q diag(5, 0.5): the polar factor is the rotation Q.
        double[][] g = {{5 * c, -0.5 * s}, {5 * s, 0.5 * c}};
        double[][] step = first(new Shampoo(1, 1e-7f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024), g);
        assertEquals(0, DenseMatrices.norm(DenseMatrices.sum(1, step, -1, new double[][] {{c, -s}, {s, c}})), 1e-5);
    }

    @Test
    void shampooOnDiagonalsOnlyIsAdaGradForABias() {
        Optimizer diagonal = new Shampoo(0.1f, 1e-12f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1);
        Stepper s = course(diagonal, 10), adagrad = course(new AdaGrad(0.1f, 0, 0, 1e-10f, false), 10);
        Parameter bias = s.source().arena().parameters().get(2);
        assertEquals("bias", bias.name());
        for (int i = bias.from(); i < bias.to(); i++) {
            assertEquals(theta(adagrad)[i], theta(s)[i], 1e-5);
        }
    }

    @Test
    void soapSkipsTheFirstStepAndIsAdamWithoutBases() {
        Stepper s = NoisyQuadraticSource.stepper(new Soap(0.01f, 0.95f, 0.95f, 0.95f, 10, 1e-8f, 0, 1), NOISE);
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
        Stepper s =
                NoisyQuadraticSource.stepper(new Lamb(0.01f, 0.9f, 0.999f, 1e-6f, 0.01f, true, Lars.Scale.ALL), NOISE);
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
        Stepper free = NoisyQuadraticSource.stepper(new ScheduleFreeSgd(0.1f, 0, 0, 0, 0), NOISE),
                sgd = NoisyQuadraticSource.stepper(SGD, NOISE);
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
