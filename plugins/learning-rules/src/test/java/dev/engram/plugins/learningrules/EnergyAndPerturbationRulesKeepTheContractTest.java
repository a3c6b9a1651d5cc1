package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.engram.plugins.learningrules.EquilibriumPropagation.Nudge;
import dev.engram.plugins.learningrules.EvolutionStrategies.Shaping;
import dev.engram.plugins.learningrules.ForwardGradient.Space;
import dev.engram.plugins.learningrules.LocalLosses.Kind;
import dev.engram.plugins.learningrules.NodePerturbation.Noise;
import dev.engram.plugins.learningrules.NodePerturbation.Presynaptic;
import dev.engram.plugins.learningrules.PredictiveCoding.Inference;
import dev.engram.plugins.learningrules.WeightPerturbation.Direction;
import dev.engram.plugins.learningrules.WeightPerturbation.Sides;
import dev.engram.spi.LearningRule;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.rule.TestNetwork;
import dev.engram.testkit.junit.LearningRuleContractTest;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class EnergyAndPerturbationRulesKeepTheContractTest extends LearningRuleContractTest {
    @Override
    protected List<LearningRule> components() {
        return List.of(
                new EquilibriumPropagation(0.1f, 5, 3, Nudge.ONE_SIDED),
                new EquilibriumPropagation(0.1f, 5, 3, Nudge.CENTRED),
                new EquilibriumPropagation(0.1f, 5, 3, Nudge.RANDOM_SIGN),
                new PredictiveCoding(7, 0.1f, 1, Inference.ITERATIVE),
                new PredictiveCoding(7, 0.1f, 10, Inference.ITERATIVE),
                new PredictiveCoding(0, 0.1f, 1, Inference.ITERATIVE),
                new PredictiveCoding(7, 0.1f, 1, Inference.Z_IL),
                new LocalLosses(Kind.PRED, 0.99f),
                new LocalLosses(Kind.SIM, 0.99f),
                new LocalLosses(Kind.PREDSIM, 0.5f),
                perturbation(Noise.GAUSSIAN, false, false, Presynaptic.CLEAN),
                perturbation(Noise.SIGNS, true, false, Presynaptic.CLEAN),
                perturbation(Noise.GAUSSIAN, false, true, Presynaptic.NOISY),
                perturbation(Noise.GAUSSIAN, true, true, Presynaptic.NOISY),
                new WeightPerturbation(0.01f, Direction.SIGNS, Sides.TWO_SIDED, 0),
                new WeightPerturbation(0.01f, Direction.GAUSSIAN, Sides.ONE_SIDED, 0.1f),
                new Spsa(0.01f, 0.101f),
                new EvolutionStrategies(4, 0.02f, true, Shaping.NONE),
                new EvolutionStrategies(5, 0.02f, false, Shaping.NONE),
                new EvolutionStrategies(4, 0.02f, true, Shaping.RANKS),
                new EvolutionStrategies(5, 0.02f, false, Shaping.RANKS),
                new ForwardGradient(1, Space.WEIGHTS),
                new ForwardGradient(3, Space.WEIGHTS),
                new ForwardGradient(1, Space.ACTIVITIES),
                new ForwardGradient(3, Space.ACTIVITIES));
    }

    private static NodePerturbation perturbation(Noise noise, boolean antithetic, boolean oneLayer, Presynaptic pre) {
        return new NodePerturbation(0.01f, noise, antithetic, oneLayer, pre);
    }

    /** The usual network has a read-out; here all layers are part of the dynamics. */
    @TestFactory
    Stream<DynamicNode> equilibriumPropagationKeepsItWithoutAReadOutToo() {
        TestNetwork all = new TestNetwork(
                "three layers that settle",
                4,
                List.of(
                        TestNetwork.layer(5, new Tanh()),
                        TestNetwork.layer(5, new Tanh()),
                        TestNetwork.layer(3, new Identity())),
                new SumOfSquares(),
                3,
                true);
        return Contract.of(new EquilibriumPropagation(0.1f, 5, 3, Nudge.CENTRED), all).stream()
                .map(check -> dynamicTest(check.name(), () -> {
                    ContractResult v = check.run();
                    assertFalse(v.failed(), v::message);
                }));
    }
}
