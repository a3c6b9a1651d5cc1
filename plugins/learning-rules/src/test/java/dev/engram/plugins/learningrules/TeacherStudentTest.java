package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Draw;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Send;
import dev.engram.plugins.learningrules.SignSymmetry.Magnitude;
import dev.engram.spi.Activation;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A student 20-32-16-5 (tanh, linear output) learns a teacher W2 tanh(2 W1 x) from 500 examples: 2,000 steps of batch
 * 32 at a learning rate of 0.1, five seeds. The angles between the hidden layers' updates and those of
 * back-propagation agree with an independent implementation. Its initial weights and its teacher are not known
 * exactly, so the tolerances are wide.
 */
class TeacherStudentTest {
    private static final int SEEDS = 5;
    private static final int STEPS = 2000;

    /** Angles of the first and second layer at the start and at the end, and the training loss. */
    private record TrainingCurve(double[] start, double[] end, double loss) {}

    private static float[] teacher(float[] x, int seed) {
        float[] w1 = LearningSources.normal("w1/" + seed, 10 * 20),
                w2 = LearningSources.normal("w2/" + seed, 5 * 10),
                t = new float[500 * 5];
        for (int r = 0; r < 500; r++) {
            for (int u = 0; u < 10; u++) {
                float a = 0;
                for (int i = 0; i < 20; i++) {
                    a += w1[u * 20 + i] / Maths.sqrt(20) * x[r * 20 + i];
                }
                for (int j = 0; j < 5; j++) {
                    t[r * 5 + j] += w2[j * 10 + u] / Maths.sqrt(10) * Maths.tanh(2 * a);
                }
            }
        }
        return t;
    }

    private static LayerKind[] layers() {
        return new LayerKind[] {layer(32, new Tanh()), layer(16, new Tanh()), layer(5, new Identity())};
    }

    private static LayerKind layer(int units, Activation phi) {
        return new Dense(units, phi, TrainingTask.GLOROT, new Constant(0));
    }

    private static LearningSource source(int seed, LearningRule rule, Split data, int batch) {
        return LearningSources.source(seed, rule, new SumOfSquares(), data, batch, layers());
    }

    /** Angle in degrees between the rule's and back-propagation's update of the hidden weights, on all data. */
    private static double[] angles(int seed, LearningRule rule, Split data, LearningSource at) {
        LearningSource mine = source(seed, rule, data, 500), bp = source(seed, new Backprop(), data, 500);
        at.ruleState()
                .forEach((name, m) -> System.arraycopy(m, 0, mine.ruleState().get(name), 0, m.length));
        for (LearningSource s : new LearningSource[] {mine, bp}) {
            System.arraycopy(
                    at.arena().theta(), 0, s.arena().theta(), 0, s.arena().theta().length);
            s.beginStep(1);
            s.computeGradient();
        }
        double[] angle = new double[2];
        for (int l = 0; l < 2; l++) {
            String name = "layer" + l + "/weights";
            var p = bp.arena().parameters().stream()
                    .filter(q -> q.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            double gb = 0, gg = 0, bb = 0;
            for (int i = p.from(); i < p.to(); i++) {
                double g = mine.arena().gradient()[i], b = bp.arena().gradient()[i];
                gb += g * b;
                gg += g * g;
                bb += b * b;
            }
            angle[l] = Math.toDegrees(Math.acos(Math.min(1, gb / Math.sqrt(gg * bb))));
        }
        return angle;
    }

    private static TrainingCurve course(LearningRule rule) {
        double[] start = new double[2], end = new double[2];
        double loss = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            float[] x = LearningSources.normal("x/" + seed, 500 * 20);
            Split data = LearningSources.rows(20, x, 5, teacher(x, seed));
            LearningSource s = source(seed, rule, data, 32);
            add(start, angles(seed, rule, data, s));
            Stepper stepper = LearningSources.stepper(s, 0.1f);
            for (int i = 0; i < STEPS; i++) {
                stepper.step();
            }
            add(end, angles(seed, rule, data, s));
            LearningSource all = source(seed, new OutputOnly(), data, 500);
            System.arraycopy(
                    s.arena().theta(), 0, all.arena().theta(), 0, all.arena().theta().length);
            all.beginStep(1);
            loss += all.computeGradient() / SEEDS;
        }
        return new TrainingCurve(start, end, loss);
    }

    private static void add(double[] sum, double[] angles) {
        for (int l = 0; l < 2; l++) {
            sum[l] += angles[l] / SEEDS;
        }
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS), 90, 90, 56, 43),
                Arguments.of(new DirectFeedbackAlignment(1, Draw.UNIFORM, Send.ERROR), 90, 90, 54, 41),
                Arguments.of(new SignSymmetry(Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS), 55, 40, 47, 30),
                Arguments.of(new KolenPollack(0.001f), 90, 90, 12, 8));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void hiddenUpdatesComeTowardsBackpropAsAnIndependentImplementationFound(
            LearningRule rule, double first, double second, double firstEnd, double secondEnd) {
        TrainingCurve c = course(rule);
        String found = Arrays.toString(c.start) + " to " + Arrays.toString(c.end);
        assertEquals(first, c.start[0], 12, found);
        assertEquals(second, c.start[1], 12, found);
        assertEquals(firstEnd, c.end[0], 12, found);
        assertEquals(secondEnd, c.end[1], 12, found);
        assertTrue(c.loss < 0.5 * course(new OutputOnly()).loss, "loss " + c.loss);
    }

    /** There are no published values for these; the mirror should have the smallest angle. */
    @Test
    void theMirrorEndsNearBackpropAndUniformSignsBelowFixedOnes() {
        TrainingCurve mirror = course(new WeightMirror(1, 0.1f, 32, 0, true, 1)),
                uniform = course(new SignSymmetry(Magnitude.UNIFORM, 1, Fans.ROWS_COLUMNS)),
                fixed = course(new SignSymmetry(Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS));
        assertTrue(mirror.end[0] < 20 && mirror.end[1] < 15, Arrays.toString(mirror.end));
        assertTrue(uniform.start[0] < fixed.start[0], uniform.start[0] + " and " + fixed.start[0]);
    }
}
