package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.data.Split;
import dev.engram.engine.network.LayerException;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.plugins.activations.Identity;
import dev.engram.plugins.activations.Tanh;
import dev.engram.plugins.initialisers.GlorotUniform;
import dev.engram.plugins.initialisers.None;
import dev.engram.plugins.initialisers.Zeros;
import dev.engram.plugins.layers.Dense;
import dev.engram.plugins.learningrules.Backprop;
import dev.engram.plugins.losses.Sse;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers whose biases have the initialiser none. */
class LayersWithoutBiasesTest {
    private static final float[] X = {0.5f, -1, 2, 0.25f, -0.75f, 1};
    private static final float[] T = {1, -1, 0.5f};

    private static LearningSource source(Initialiser weights, Initialiser bias) {
        int[] all = {0, 1, 2};
        Split split = new Split(new Split.Examples(2, X, 1, T, new int[0], List.of(), false), all, all, all);
        NetworkSpec spec = new NetworkSpec(
                2,
                List.of(new Dense(4, new Tanh(), weights, bias), new Dense(1, new Identity(), weights, bias)),
                new Sse(),
                1);
        Learner learner = new Learner(5, spec, new Backprop(), 3, false);
        return new LearningSource(learner, split, 3, TrainingSettings.Order.AS_IS, 5);
    }

    private static float[] weightGradient(LearningSource source) {
        source.beginStep(1);
        source.computeGradient();
        int weights = source.arena().allParameters().stream()
                .filter(Parameter::isWeight)
                .mapToInt(Parameter::to)
                .max()
                .orElseThrow();
        return Arrays.copyOf(source.arena().gradient(), weights);
    }

    @Test
    void theNetworkHasWeightsOnlyAndTheGradientOfOneWithBiasesOfZero() {
        LearningSource without = source(new GlorotUniform(1), new None());
        LearningSource with = source(new GlorotUniform(1), new Zeros());
        assertEquals(
                List.of("layer0/weights", "layer1/weights"),
                without.arena().allParameters().stream()
                        .map(Parameter::name)
                        .sorted()
                        .toList());
        assertEquals(4, with.arena().allParameters().size());
        assertArrayEquals(weightGradient(with), weightGradient(without));
    }

    @Test
    void weightsCannotBeLeftOut() {
        LayerException e = assertThrows(LayerException.class, () -> source(new None(), new Zeros()));
        assertEquals("0", e.path());
        assertEquals(
                "only biases can be left out, not weights; choose another initialiser, such as zeros", e.getMessage());
    }
}
