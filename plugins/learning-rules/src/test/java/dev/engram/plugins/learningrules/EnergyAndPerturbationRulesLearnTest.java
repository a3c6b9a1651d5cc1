package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.data.Split;
import dev.engram.engine.step.Stepper;
import dev.engram.plugins.learningrules.EquilibriumPropagation.Nudge;
import dev.engram.plugins.learningrules.EvolutionStrategies.Shaping;
import dev.engram.plugins.learningrules.ForwardGradient.Space;
import dev.engram.plugins.learningrules.LocalLosses.Kind;
import dev.engram.plugins.learningrules.NodePerturbation.Noise;
import dev.engram.plugins.learningrules.NodePerturbation.Presynaptic;
import dev.engram.plugins.learningrules.PredictiveCoding.Inference;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** XOR with tanh units and no biases in the first layer: without training the hidden layer, the loss stays at ln 2. */
class EnergyAndPerturbationRulesLearnTest {
    private static final int SEEDS = 5;

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new EquilibriumPropagation(0.1f, 5, 5, Nudge.CENTRED), 0.5f),
                Arguments.of(new EquilibriumPropagation(0.1f, 5, 5, Nudge.RANDOM_SIGN), 0.5f),
                Arguments.of(new PredictiveCoding(50, 0.1f, 1, Inference.ITERATIVE), 0.5f),
                Arguments.of(new PredictiveCoding(0, 0.1f, 1, Inference.Z_IL), 0.5f),
                Arguments.of(new LocalLosses(Kind.PRED, 0), 0.5f),
                Arguments.of(new LocalLosses(Kind.SIM, 0), 0.2f),
                Arguments.of(new LocalLosses(Kind.PREDSIM, 0.99f), 0.2f),
                Arguments.of(new NodePerturbation(0.01f, Noise.GAUSSIAN, false, false, Presynaptic.CLEAN), 0.1f),
                Arguments.of(new Spsa(0.01f, 0.101f), 0.1f),
                Arguments.of(new ForwardGradient(1, Space.WEIGHTS), 0.1f),
                Arguments.of(new ForwardGradient(1, Space.ACTIVITIES), 0.1f),
                Arguments.of(new EvolutionStrategies(32, 0.02f, true, Shaping.NONE), 0.5f),
                Arguments.of(new EvolutionStrategies(32, 0.02f, true, Shaping.RANKS), 0.01f));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHiddenLayerLearnsWhatTheControlCannot(LearningRule rule, float rate) {
        Split xor = LearningSources.rows(
                2, new float[] {-1, -1, -1, 1, 1, -1, 1, 1}, 2, new float[] {1, 0, 0, 1, 0, 1, 1, 0});
        for (long seed = 1; seed <= SEEDS; seed++) {
            Stepper stepper = LearningSources.stepper(
                    LearningSources.source(
                            seed,
                            rule,
                            new CrossEntropy(),
                            xor,
                            LearningSources.layer(8, new Tanh(), 0.7071f),
                            LearningSources.layer(2, new Softmax(), 0.3536f)),
                    rate);
            for (int i = 0; i < 2000; i++) {
                stepper.step();
            }
            assertTrue(stepper.loss() < 0.1, "seed " + seed + ": loss " + stepper.loss());
        }
    }
}
