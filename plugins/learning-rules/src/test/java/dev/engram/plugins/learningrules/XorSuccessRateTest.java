package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.data.Split;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Draw;
import dev.engram.plugins.learningrules.DirectFeedbackAlignment.Send;
import dev.engram.plugins.learningrules.NodePerturbation.Noise;
import dev.engram.plugins.learningrules.NodePerturbation.Presynaptic;
import dev.engram.plugins.learningrules.SignSymmetry.Magnitude;
import dev.engram.plugins.learningrules.WeightPerturbation.Direction;
import dev.engram.plugins.learningrules.WeightPerturbation.Sides;
import dev.engram.spi.Activation;
import dev.engram.spi.Initialiser;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Tanh;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fraction of runs that solve XOR, compared with an independent implementation in double precision: inputs +-1,
 * tanh, one sigmoid output with binary cross-entropy, weights uniform within +-sqrt(3 / fan-in), 2,000 full-batch
 * steps at a learning rate of 0.5 (0.1 for estimates from noise), 200 seeds. The standard error of a fraction is at
 * most 0.035.
 */
class XorSuccessRateTest {
    private static final int SEEDS = 200;
    private static final Initialiser FIRST = (w, from, to, fanIn, fanOut, rng) -> {
        float limit = Maths.sqrt(3f / fanIn);
        for (int i = from; i < to; i++) {
            w[i] = (2 * rng.uniform() - 1) * limit;
        }
    };

    /** Binary cross-entropy on a sigmoid's pre-activation. */
    private record Binary() implements LossFunction, LossFunction.Fused {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            return t[from] > 0 ? -StrictMath.log(y[from]) : -StrictMath.log(1 - y[from]);
        }

        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            out[from] = (y[from] - t[from]) / (y[from] * (1 - y[from]));
        }

        @Override
        public Fused fuse(OutputFunction output) {
            return output == OutputFunction.SIGMOID ? this : null;
        }

        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            return Maths.softplus(t[from] > 0 ? -a[from] : a[from]);
        }

        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            out[from] = y[from] - t[from];
        }
    }

    static Stream<Arguments> rules() {
        FeedbackAlignment fa = new FeedbackAlignment(1, FeedbackAlignment.Draw.AS_WEIGHTS);
        return Stream.of(
                Arguments.of(new Backprop(), 0.5f, 0.665, 1),
                Arguments.of(fa, 0.5f, 0.43, 1),
                Arguments.of(new DirectFeedbackAlignment(1, Draw.UNIFORM, Send.ERROR), 0.5f, 0.445, 1),
                Arguments.of(new SignSymmetry(Magnitude.FIXED_RANDOM, 1, Fans.ROWS_COLUMNS), 0.5f, 0.65, 1),
                Arguments.of(new KolenPollack(0.001f), 0.5f, 0.43, 1),
                Arguments.of(new DirectRandomTargetProjection(1, true), 0.5f, 0.24, 0.995),
                Arguments.of(
                        new NodePerturbation(0.01f, Noise.GAUSSIAN, false, false, Presynaptic.CLEAN), 0.1f, 0.58, 1),
                Arguments.of(new WeightPerturbation(0.01f, Direction.SIGNS, Sides.TWO_SIDED, 0), 0.1f, 0.65, 1),
                Arguments.of(new OutputOnly(), 0.5f, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void xorIsSolvedAsOftenAsByAnIndependentImplementation(LearningRule rule, float rate, double two, double eight) {
        assertEquals(two, solved(rule, rate, 2), 0.1, "with two hidden units");
        assertEquals(eight, solved(rule, rate, 8), eight == 1 ? 0.005 : 0.02, "with eight hidden units");
    }

    private static double solved(LearningRule rule, float rate, int hidden) {
        Split xor = LearningSources.rows(2, new float[] {-1, -1, -1, 1, 1, -1, 1, 1}, 1, new float[] {0, 1, 1, 0});
        int n = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            LearningSource s = LearningSources.source(
                    seed, rule, new Binary(), xor, layer(hidden, new Tanh()), layer(1, new Sigmoid()));
            Stepper stepper = LearningSources.stepper(s, rate);
            for (int i = 0; i < 2000; i++) {
                stepper.step();
            }
            n += right(s, xor) ? 1 : 0;
        }
        return n / (double) SEEDS;
    }

    private static LayerKind layer(int units, Activation phi) {
        return new Dense(units, phi, FIRST, new Constant(0));
    }

    private static boolean right(LearningSource s, Split data) {
        ScratchMatrix scores = new ScratchMatrix(4, 1, new ComputeContext()),
                each = new ScratchMatrix(4, 1, new ComputeContext());
        s.learner().predict(new MatrixView(data.x(), 0, 4, 2), new MatrixView(data.t(), 0, 4, 1), scores, each);
        boolean all = true;
        for (int r = 0; r < 4; r++) {
            // The control's best output is exactly one half, and rounding must not count as a solution.
            all &= Math.abs(scores.get(r, 0) - data.t()[r]) < 0.499;
        }
        return all;
    }
}
