package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.MatrixView;
import dev.engram.engine.network.ScratchMatrix;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.plugins.layers.GroupNorm;
import dev.engram.plugins.layers.LayerNorm;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Parameter;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped layers give PyTorch's outputs, gradients and tangents, which were computed in double precision. */
class GoldenLayersTest {
    private static final double TOLERANCE = 3e-6;
    private static final Initialiser EYE = (w, from, to, fanIn, fanOut, rng) -> {
        for (int i = from; i < to; i++) {
            w[i] = (i - from) / fanIn == (i - from) % fanIn ? 1 : 0;
        }
    };

    private static TrainingHarness harness(GoldenCase golden, LayerProbe probe, LayerKind... layers) {
        int[] shape = golden.inputShape();
        int inputs = 1;
        for (int i = 1; i < shape.length; i++) {
            inputs *= shape[i];
        }
        int outputs = golden.output().length / shape[0];
        LayerKind[] all = Stream.of(
                        Stream.of(new ShapedIdentity(new Shape(
                                shape[1],
                                shape.length == 4 ? shape[2] : 1,
                                shape.length > 2 ? shape[shape.length - 1] : 1))),
                        Stream.of(layers),
                        Stream.of(new Dense(outputs, new Identity(), EYE, TrainingTask.ZEROS)))
                .flatMap(s -> s)
                .toArray(LayerKind[]::new);
        TrainingTask task =
                TrainingTask.linear(outputs, new double[inputs]).layers(all).rows(shape[0]);
        return new TrainingHarness(task, probe);
    }

    private static LayerProbe probe(GoldenCase golden) {
        return new LayerProbe(
                golden.numbers("in", "x"),
                golden.errorAtOutput(),
                golden.hasTangent() ? golden.numbers("tangent_in", "x") : null);
    }

    /** Copies the golden parameters into the network, by the end of their names. */
    private static void copy(
            GoldenCase golden, String group, Map<String, String> names, TrainingHarness h, float[] to) {
        names.forEach((name, ending) -> {
            Parameter p = parameter(h, ending);
            System.arraycopy(golden.numbers(group, name), 0, to, p.from(), p.to() - p.from());
        });
    }

    private static Parameter parameter(TrainingHarness h, String ending) {
        return h.arena().allParameters().stream()
                .filter(p -> p.name().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    private static final Map<String, String> NORM = Map.of("gamma", "/gamma", "beta", "/beta");

    static Stream<Arguments> stages() {
        return Stream.of(
                Arguments.of("batchnorm_train", new BatchNorm(0.1f, 1e-5f), NORM),
                Arguments.of("batchnorm_dense_train", new BatchNorm(0.1f, 1e-5f), NORM),
                Arguments.of("layernorm", new LayerNorm(1e-5f), NORM),
                Arguments.of("groupnorm", new GroupNorm(2, 1e-5f), NORM));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aStageGivesOutputGradientsAndTangentOfPyTorch(String name, StageKind kind, Map<String, String> parameters) {
        GoldenCase golden = GoldenCase.of(name);
        LayerProbe probe = probe(golden);
        TrainingHarness h = harness(golden, probe, kind);
        copy(golden, "in", parameters, h, h.theta());
        probe.direction = new float[h.theta().length];
        if (golden.hasTangent()) {
            copy(golden, "tangent_in", parameters, h, probe.direction);
        }
        h.step();
        assertClose(golden.output(), probe.output, name + ": output");
        assertClose(golden.numbers("grad", "x"), probe.errorAtInput, name + ": error at the input");
        parameters.forEach((tensor, ending) -> {
            float[] mean = h.gradient(parameter(h, ending).name());
            for (int i = 0; i < mean.length; i++) {
                mean[i] *= golden.inputShape()[0];
            }
            assertClose(golden.numbers("grad", tensor), mean, name + ": " + tensor);
        });
        if (golden.hasTangent()) {
            assertClose(golden.tangent(), probe.tangent, name + ": tangent");
        }
    }

    private static void assertClose(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        assertEquals(0, ArrayMath.relativeDifference(expected, actual), TOLERANCE, what);
    }

    @Test
    void oneStepOfBatchNormUpdatesTheRunningStatisticsAsPyTorchDoes() {
        GoldenCase data = GoldenCase.of("batchnorm_train"), running = GoldenCase.of("batchnorm_running");
        LayerProbe probe = probe(data);
        TrainingHarness h = harness(data, probe, new BatchNorm(0.1f, 1e-5f));
        h.step();
        Map<String, float[]> state = h.ruleState();
        assertArrayEquals(running.numbers("running_mean"), state(state, "running-mean"), 1e-6f);
        assertArrayEquals(running.numbers("running_var_pytorch"), state(state, "running-variance"), 1e-6f);
    }

    private static float[] state(Map<String, float[]> state, String ending) {
        return state.entrySet().stream()
                .filter(e -> e.getKey().endsWith(ending))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void equalBatchesBringTheRunningStatisticsToThoseOfTheBatch() {
        GoldenCase data = GoldenCase.of("batchnorm_train"), running = GoldenCase.of("batchnorm_running");
        for (float momentum : new float[] {0.1f, 0}) {
            LayerProbe probe = probe(data);
            TrainingHarness h = harness(data, probe, new BatchNorm(momentum, 1e-5f));
            for (int t = 0; t < 10; t++) {
                h.step();
            }
            float[] mean = state(h.ruleState(), "running-mean"), of = running.numbers("batch_mean");
            double share = momentum == 0 ? 1 : 1 - Math.pow(0.9, 10);
            for (int c = 0; c < of.length; c++) {
                assertEquals(of[c] * share, mean[c], 1e-6);
            }
        }
    }

    @Test
    void anEvaluationUsesTheRunningStatisticsAndCouplesNoExamples() {
        GoldenCase data = GoldenCase.of("batchnorm_train"), eval = GoldenCase.of("batchnorm_eval");
        LayerProbe probe = probe(data);
        TrainingHarness h = harness(data, probe, new BatchNorm(0.1f, 1e-5f));
        copy(eval, "in", NORM, h, h.theta());
        h.step();
        int rows = data.inputShape()[0], outputs = data.output().length / rows;
        float[] all = predicted(h, eval.numbers("in", "x"), rows, outputs);
        assertClose(eval.output(), all, "evaluation");
        float[] first = Arrays.copyOf(eval.numbers("in", "x"), outputs);
        assertArrayEquals(Arrays.copyOf(all, outputs), predicted(h, first, 1, outputs));
    }

    private static float[] predicted(TrainingHarness h, float[] x, int rows, int outputs) {
        ComputeContext context = new ComputeContext();
        ScratchMatrix scores = new ScratchMatrix(rows, outputs, context), each = new ScratchMatrix(rows, 1, context);
        h.learner()
                .predict(
                        new MatrixView(x, 0, rows, outputs),
                        new MatrixView(new float[rows * outputs], 0, rows, outputs),
                        scores,
                        each);
        return Arrays.copyOf(scores.data(), rows * outputs);
    }
}
