package dev.engram.app.components.layers;

import static dev.engram.app.components.layers.GoldenHarness.NORM;
import static dev.engram.app.components.layers.GoldenHarness.assertClose;
import static dev.engram.app.components.layers.GoldenHarness.copy;
import static dev.engram.app.components.layers.GoldenHarness.harness;
import static dev.engram.app.components.layers.GoldenHarness.probe;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.plugins.layers.BatchNorm;
import dev.engram.testkit.harness.TrainingHarness;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The running statistics of batch normalization are those of PyTorch. */
class GoldenBatchNormTest {
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
