package dev.engram.testkit.contract.loss;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import dev.engram.testkit.contract.BrokenComponent;
import dev.engram.testkit.parts.CrossEntropy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenLossesTest {
    /** Half the sum of squares; each broken loss changes one method. */
    private interface Squares extends LossFunction {
        @Override
        default double value(float[] y, float[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += ((double) y[i] - t[i]) * ((double) y[i] - t[i]) / 2;
            }
            return sum;
        }

        @Override
        default void gradient(float[] y, float[] t, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = y[i] - t[i];
            }
        }
    }

    record RejectsAll() implements Squares {
        @Override
        public String incompatibility(OutputFunction output) {
            return "needs something else";
        }
    }

    record LongMessage() implements Squares {
        @Override
        public String incompatibility(Targets targets) {
            return targets.columns() > 3 ? "This is too much." : null;
        }
    }

    record TwiceTheGradient() implements Squares {
        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = 2 * (y[i] - t[i]);
            }
        }
    }

    record Jumps() implements Squares {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.rint(1000 * (y[i] - t[i]));
            }
            return sum;
        }
    }

    /** Fused with the identity, with the gradient y - t. */
    private interface WithIdentity extends Squares, LossFunction.Fused {
        @Override
        default Fused fuse(OutputFunction output) {
            return output == OutputFunction.IDENTITY ? this : null;
        }

        @Override
        default double value(float[] a, float[] y, float[] t, int from, int to) {
            return value(a, t, from, to);
        }

        @Override
        default void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            gradient(a, t, out, from, to);
        }
    }

    record WrongSign() implements WithIdentity {
        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            gradient(t, a, out, from, to);
        }
    }

    record TwiceWhenFused() implements WithIdentity {
        @Override
        public double value(float[] a, float[] y, float[] t, int from, int to) {
            return 2 * value(a, t, from, to);
        }
    }

    record Negated() implements Squares {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            return -Squares.super.value(y, t, from, to);
        }

        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            Squares.super.gradient(t, y, out, from, to);
        }
    }

    record CentredElsewhere() implements Squares {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += ((double) y[i] - t[i] - 1) * ((double) y[i] - t[i] - 1) / 2;
            }
            return sum;
        }
    }

    record ReadsFromIndexZero() implements Squares {
        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = y[i] - t[i] + 0 * y[0];
            }
        }
    }

    record ClearsTheWholeArray() implements Squares {
        @Override
        public void gradient(float[] y, float[] t, float[] out, int from, int to) {
            Arrays.fill(out, 0);
            Squares.super.gradient(y, t, out, from, to);
        }
    }

    record ReadsItsOutput() implements Squares {
        @Override
        public double value(float[] y, float[] t, int from, int to) {
            double v = Squares.super.value(y, t, from, to);
            y[from] = 0;
            return v;
        }
    }

    record CopiesTheTargets() implements WithIdentity {
        @Override
        public void gradient(float[] a, float[] y, float[] t, float[] out, int from, int to) {
            float[] right = t.clone();
            gradient(a, right, out, from, to);
        }
    }

    record LeavesOutTheLastExample() implements WithIdentity {
        @Override
        public void gradients(float[] a, float[] y, float[] t, float[] out, int rows, int cols) {
            gradient(a, t, out, 0, (rows - 1) * cols);
        }
    }

    record WritesBehindTheBatch() implements WithIdentity {
        @Override
        public void gradients(float[] a, float[] y, float[] t, float[] out, int rows, int cols) {
            Arrays.fill(out, 0);
            WithIdentity.super.gradients(a, y, t, out, rows, cols);
        }
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(LossChecks.MESSAGES, new RejectsAll()),
                new BrokenComponent(LossChecks.MESSAGES, new LongMessage()),
                new BrokenComponent(LossGradientChecks.GRADIENT, new TwiceTheGradient()),
                new BrokenComponent(LossGradientChecks.GRADIENT, new Jumps()),
                new BrokenComponent(LossGradientChecks.FUSED_GRADIENT, new WrongSign()),
                new BrokenComponent(LossGradientChecks.FUSED, new WrongSign()),
                new BrokenComponent(LossGradientChecks.FUSED, new TwiceWhenFused()),
                new BrokenComponent(LossOptimumChecks.OPTIMUM, new Negated()),
                new BrokenComponent(LossOptimumChecks.OPTIMUM, new CentredElsewhere()),
                new BrokenComponent(LossArrayChecks.POSITION, new ReadsFromIndexZero()),
                new BrokenComponent(LossArrayChecks.BOUNDS, new ClearsTheWholeArray()),
                new BrokenComponent(LossArrayChecks.BOUNDS, new ReadsItsOutput()),
                new BrokenComponent(LossArrayChecks.BATCH, new LeavesOutTheLastExample()),
                new BrokenComponent(LossArrayChecks.BATCH, new WritesBehindTheBatch()),
                new BrokenComponent(LossArrayChecks.NO_ALLOCATION, new CopiesTheTargets()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new CrossEntropy(), broken());
    }
}
