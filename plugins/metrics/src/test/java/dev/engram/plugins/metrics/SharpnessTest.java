package dev.engram.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sharpness of a small network, next to that of a Hessian in double precision. */
class SharpnessTest {
    private static final int ROWS = 10;
    private static final int INPUTS = 2;
    private static final int HIDDEN = 3;
    private static final float[] X = normal("inputs", ROWS * INPUTS);
    private static final float[] T = normal("targets", ROWS);

    private static float[] normal(String name, int n) {
        Rng rng = RandomStreams.of(4, name);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = rng.gaussian();
        }
        return x;
    }

    private static LearningSource source() {
        int[] all = IntStream.range(0, ROWS).toArray();
        Split split = new Split(new Split.Examples(INPUTS, X, 1, T, new int[0], List.of(), false), all, all, all);
        NetworkSpec spec = new NetworkSpec(
                INPUTS,
                List.of(TrainingTask.dense(HIDDEN, new Tanh()), TrainingTask.dense(1, new Identity())),
                new SumOfSquares(),
                1);
        Learner learner = new Learner(3, spec, new Backpropagation(), ROWS, true);
        return new LearningSource(learner, split, ROWS, TrainingSettings.Order.AS_IS, 3);
    }

    /** The mean of half the squared errors, computed without the engine. */
    private static double loss(List<Parameter> parameters, double... theta) {
        int w1 = from(parameters, "layer0/weights");
        int b1 = from(parameters, "layer0/bias");
        int w2 = from(parameters, "layer1/weights");
        double sum = 0;
        for (int r = 0; r < ROWS; r++) {
            double y = theta[from(parameters, "layer1/bias")];
            for (int u = 0; u < HIDDEN; u++) {
                double a = theta[b1 + u];
                for (int i = 0; i < INPUTS; i++) {
                    a += theta[w1 + u * INPUTS + i] * X[r * INPUTS + i];
                }
                y += theta[w2 + u] * StrictMath.tanh(a);
            }
            sum += 0.5 * (y - T[r]) * (y - T[r]);
        }
        return sum / ROWS;
    }

    private static int from(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow()
                .from();
    }

    private static double[][] hessian(ToDoubleFunction<double[]> f, double... at) {
        double h = 1e-4;
        double[][] all = new double[at.length][at.length];
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at.length; j++) {
                for (int corner = 0; corner < 4; corner++) {
                    double[] x = at.clone();
                    int a = (corner & 1) == 0 ? 1 : -1;
                    int b = (corner & 2) == 0 ? 1 : -1;
                    x[i] += a * h;
                    x[j] += b * h;
                    all[i][j] += a * b * f.applyAsDouble(x) / (4 * h * h);
                }
            }
        }
        return all;
    }

    /** By power iteration on the matrix plus a multiple of the identity, which makes all eigenvalues positive. */
    private static double largestEigenvalue(double[][] m) {
        double shift = 100;
        double[] v = new double[m.length];
        Arrays.setAll(v, i -> 1 + 0.1 * i);
        double length = 0;
        for (int k = 0; k < 20_000; k++) {
            double[] w = new double[v.length];
            double squares = 0;
            for (int i = 0; i < w.length; i++) {
                w[i] = shift * v[i];
                for (int j = 0; j < w.length; j++) {
                    w[i] += m[i][j] * v[j];
                }
                squares += w[i] * w[i];
            }
            length = Math.sqrt(squares);
            for (int i = 0; i < w.length; i++) {
                v[i] = w[i] / length;
            }
        }
        return length - shift;
    }

    @Test
    void itIsTheLargestEigenvalueOfTheHessianOfTheMeanLoss() {
        LearningSource source = source();
        Diagnostics probe = new Diagnostics(source);
        probe.inspect(1);
        List<Parameter> parameters = new ArrayList<>();
        source.arena().parameters().forEach(parameters::add);
        double[] theta = new double[probe.theta().length];
        Arrays.setAll(theta, i -> probe.theta()[i]);
        double expected = largestEigenvalue(hessian(x -> loss(parameters, x), theta));
        List<Double> found = new ArrayList<>();
        new Sharpness(40, 1e-6).compute(probe, (part, value) -> found.add(value));
        assertEquals(1, found.size());
        assertEquals(expected, found.get(0), 1e-3 * expected);
    }

    @Test
    void parametersAndCountedOperationsStayAsTheyWere() {
        LearningSource source = source();
        Diagnostics probe = new Diagnostics(source);
        probe.inspect(1);
        float[] before = source.arena().theta().clone();
        long counted = source.learner().operations().multiplyAdds();
        new Sharpness(40, 1e-3).compute(probe, (part, value) -> {});
        assertArrayEquals(before, source.arena().theta());
        assertEquals(counted, source.learner().operations().multiplyAdds());
        assertEquals(source.arena().theta(), source.arena().active());
    }
}
