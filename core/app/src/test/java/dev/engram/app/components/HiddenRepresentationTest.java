package dev.engram.app.components;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.HiddenRepresentation;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.NamedComponent;
import dev.engram.engine.run.ResolvedData;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HiddenRepresentationTest {
    private static final float[] X = {1, 2, 0.5f, -1, 3, 0, -2, 0.25f};
    private static final float[] W = {0.3f, -0.2f, 0.1f, 0.7f, -0.5f, 0.4f};
    private static final float[] B = {0.1f, 0, -0.1f};
    private static final NamedArray WEIGHT = new NamedArray("0.weight", new int[] {3, 2}, W);
    private static final List<NamedArray> WEIGHTS = List.of(
            WEIGHT,
            new NamedArray("0.bias", new int[] {3}, B),
            new NamedArray("rule.feedback", new int[] {1}, new float[1]));

    private static Split split(String... classes) {
        float[] t = {1, 0, 0, 1, 1, 0, 0, 1};
        return new Split(
                new Split.Examples(2, X, 2, t, new int[] {0, 1, 0, 1}, List.of(classes), false),
                new int[] {0},
                new int[0],
                new int[] {3, 1, 2});
    }

    private static Optional<HiddenRepresentation> of(Split split, List<NamedArray> weights, LayerKind... network) {
        NetworkTraining task = new NetworkTraining(
                new ResolvedData(NamedComponent.of(SampleConfiguration.DOTS), DataSettings.DEFAULT),
                List.of(network),
                NamedComponent.of(SampleConfiguration.CE),
                NamedComponent.of(new Backpropagation()));
        return HiddenRepresentation.of(task, split, 1, weights, 2);
    }

    @Test
    void theFirstTestExamplesAreComputedWithTheGivenWeights() {
        LayerKind[] network = {TrainingTask.dense(3, new Tanh()), TrainingTask.dense(2, new Softmax())};
        HiddenRepresentation h = of(split("a", "b"), WEIGHTS, network).orElseThrow();
        assertArrayEquals(new int[] {1, 1}, h.labels());
        float[] expected = new float[6];
        for (int i = 0; i < expected.length; i++) {
            int row = i < 3 ? 3 : 1, unit = i % 3;
            expected[i] = (float) Math.tanh(W[2 * unit] * X[2 * row] + W[2 * unit + 1] * X[2 * row + 1] + B[unit]);
        }
        assertArrayEquals(expected, h.outputs(), 1e-6f);
    }

    @Test
    void thereIsNoneWithoutAHiddenLayerOrClasses() {
        LayerKind output = TrainingTask.dense(2, new Softmax()), hidden = TrainingTask.dense(3, new Tanh());
        assertEquals(Optional.empty(), of(split("a", "b"), List.of(), output));
        assertEquals(Optional.empty(), of(split(), WEIGHTS, hidden, output));
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        LayerKind output = TrainingTask.dense(2, new Softmax()), hidden = TrainingTask.dense(4, new Tanh());
        assertThrows(IllegalArgumentException.class, () -> of(split("a", "b"), List.of(WEIGHT), hidden, output));
    }
}
