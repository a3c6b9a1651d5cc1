package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Activation;
import dev.engram.spi.LossFunction;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Back-propagation against a gradient computed in double precision, example by example. */
class BackpropReferenceTest {
    /** Tolerance, relative to a parameter's largest gradient: about ten roundings of 2^-24. */
    private static final double TOLERANCE = 1e-6;

    /** d loss / d pre-activation at the output, for one example. */
    private interface Output {
        double[] error(double[] a, double[] t);
    }

    private static double[] softmax(double[] a) {
        double sum = 0;
        double[] y = new double[a.length];
        for (int k = 0; k < a.length; k++) {
            sum += y[k] = StrictMath.exp(a[k]);
        }
        for (int k = 0; k < a.length; k++) {
            y[k] /= sum;
        }
        return y;
    }

    private static double[] each(double[] a, DoubleUnaryOperator f) {
        return Arrays.stream(a).map(f).toArray();
    }

    /** (dy / da)' (y - t), where the Jacobian of each output is written out in full. */
    private static double[] squares(double[] y, double[] t, boolean softmax, DoubleUnaryOperator slope) {
        double[] d = new double[y.length];
        for (int k = 0; k < y.length; k++) {
            for (int j = 0; j < y.length; j++) {
                double same = j == k ? 1 : 0;
                double jacobian = softmax ? y[j] * (same - y[k]) : same * slope.applyAsDouble(y[k]);
                d[k] += jacobian * (y[j] - t[j]);
            }
        }
        return d;
    }

    static Stream<Arguments> networks() {
        Output entropy = (a, t) -> {
            double[] d = softmax(a);
            for (int k = 0; k < d.length; k++) {
                d[k] -= t[k];
            }
            return d;
        };
        return Stream.of(
                network(new Softmax(), new CrossEntropy(), entropy),
                network(new Identity(), new SumOfSquares(), (a, t) -> squares(a, t, false, y -> 1)),
                network(
                        new Sigmoid(),
                        new SumOfSquares(),
                        (a, t) -> squares(each(a, v -> 1 / (1 + StrictMath.exp(-v))), t, false, y -> y * (1 - y))),
                network(
                        new Tanh(),
                        new SumOfSquares(),
                        (a, t) -> squares(each(a, StrictMath::tanh), t, false, y -> 1 - y * y)),
                // This pair is easily mistaken for one with the error y - t.
                network(new Softmax(), new SumOfSquares(), (a, t) -> squares(softmax(a), t, true, null)));
    }

    private static Arguments network(Activation output, LossFunction loss, Output reference) {
        return Arguments.of(TrainingTask.deep(new Tanh(), output, loss), reference);
    }

    /** Weights and biases of a layer. */
    private record Affine(double[][] w, double[] b) {
        static Affine of(TrainingHarness trainingHarness, int layer) {
            float[] w = trainingHarness.theta("layer" + layer + "/weights"),
                    b = trainingHarness.theta("layer" + layer + "/bias");
            Affine a = new Affine(new double[b.length][w.length / b.length], new double[b.length]);
            for (int u = 0; u < b.length; u++) {
                a.b[u] = b[u];
                for (int i = 0; i < a.w[u].length; i++) {
                    a.w[u][i] = w[u * a.w[u].length + i];
                }
            }
            return a;
        }

        double[] forward(double[] h) {
            double[] a = b.clone();
            for (int u = 0; u < a.length; u++) {
                for (int i = 0; i < h.length; i++) {
                    a[u] += w[u][i] * h[i];
                }
            }
            return a;
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNumberOfTheGradientIsThatOfTheChainRule(TrainingTask trainingTask, Output output) {
        TrainingHarness trainingHarness = new TrainingHarness(trainingTask, new Backprop()).transform(x -> x + 0.05f);
        trainingHarness.step();
        List<Affine> layers =
                Stream.of(0, 1, 2).map(l -> Affine.of(trainingHarness, l)).toList();
        double[][][] weights = new double[3][][];
        double[][] bias = new double[3][];
        for (int l = 0; l < 3; l++) {
            bias[l] = new double[layers.get(l).b.length];
            weights[l] = new double[bias[l].length][layers.get(l).w[0].length];
        }
        double[][] x = ArrayMath.toArray(trainingHarness.batch().inputs()),
                t = ArrayMath.toArray(trainingHarness.batch().targets());
        for (int r = 0; r < x.length; r++) {
            double[][] h = {x[r], null, null};
            h[1] = each(layers.get(0).forward(h[0]), StrictMath::tanh);
            h[2] = each(layers.get(1).forward(h[1]), StrictMath::tanh);
            double[] d = output.error(layers.get(2).forward(h[2]), t[r]);
            for (int l = 2; l >= 0; l--) {
                double[] below = new double[h[l].length];
                for (int u = 0; u < d.length; u++) {
                    bias[l][u] += d[u] / x.length;
                    for (int i = 0; i < below.length; i++) {
                        weights[l][u][i] += d[u] * h[l][i] / x.length;
                        below[i] += d[u] * layers.get(l).w[u][i] * (1 - h[l][i] * h[l][i]);
                    }
                }
                d = below;
            }
        }
        for (int l = 0; l < 3; l++) {
            same(
                    Stream.of(weights[l]).flatMapToDouble(Arrays::stream).toArray(),
                    trainingHarness.gradient("layer" + l + "/weights"));
            same(bias[l], trainingHarness.gradient("layer" + l + "/bias"));
        }
    }

    private static void same(double[] expected, float[] found) {
        double size = 0;
        for (double e : expected) {
            size = Math.max(size, Math.abs(e));
        }
        assertTrue(size > 1e-3);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], TOLERANCE * size, "number " + i);
        }
    }
}
