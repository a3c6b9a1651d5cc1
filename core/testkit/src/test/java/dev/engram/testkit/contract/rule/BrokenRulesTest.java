package dev.engram.testkit.contract.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.engine.matrix.MatrixView;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import dev.engram.testkit.contract.BrokenComponent;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.parts.Backpropagation;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenRulesTest {
    record WritesWeights() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(
                    setup, (d, batch) -> numbers(setup.network().last().weights())[0] += 1);
        }

        /** Uses reflection, since the SPI has no way to write weights. */
        private static float[] numbers(Matrix weights) {
            try {
                Field data = MatrixView.class.getSuperclass().getDeclaredField("data");
                data.setAccessible(true);
                return (float[]) data.get(weights);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    record SampleVariance() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(setup, (d, batch) -> d.scale(1f / (batch.rows() - 1)));
        }
    }

    record Sums() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(setup, (d, batch) -> d.scale(batch.rows()));
        }
    }

    record SumsAtRandom() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(
                    setup,
                    (d, batch) ->
                            d.scale(batch.rows() * (0.5f + batch.random("size").uniform())));
        }
    }

    record ClaimsToBeExact() implements TypicalRule {
        @Override
        public boolean exactGradient() {
            return true;
        }

        @Override
        public BoundRule bind(Setup setup) {
            Matrix[] m = setup.network().layers().stream()
                    .map(l -> setup.feedback(l, "m" + l.index(), 1))
                    .toArray(Matrix[]::new);
            return setup.backward((layer, batch) -> m[layer.index()]);
        }
    }

    record Asserts() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            if (setup.network().last().outputs() != setup.targets()) {
                throw new AssertionError("this cannot be");
            }
            return TypicalRule.last(setup, (d, batch) -> d.scale(1));
        }
    }

    record ForgetsTheFirstLayer() implements LearningRule {
        @Override
        public BoundRule bind(Setup setup) {
            int below = setup.network().layer(setup.network().depth() - 2).units();
            return TypicalRule.last(setup, (d, batch) -> d.scale(below));
        }
    }

    record DividesByTheSlope() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER);
        }

        @Override
        public BoundRule bind(Setup setup) {
            float lowest = setup.network().last().activation().differentiable() ? 1 : 0;
            return TypicalRule.last(setup, (d, batch) -> d.scale(1 / lowest));
        }
    }

    record AllocatesScratch() implements TypicalRule {
        @Override
        public BoundRule bind(Setup setup) {
            return TypicalRule.last(setup, (d, batch) -> d.scale(d.data().clone().length > 0 ? 1 : 0));
        }
    }

    record RequiresTheImpossible() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.ONE_LAYER, Requirement.HIDDEN_LAYER);
        }

        @Override
        public BoundRule bind(Setup setup) {
            return batch -> 0;
        }
    }

    /** Relies on its requirements when it is bound, and fails in networks that do not meet them. */
    private record TrustsItsRequirements() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.HIDDEN_LAYER);
        }

        @Override
        public BoundRule bind(Setup setup) {
            float[] spare =
                    new float[1 + setup.targets() - setup.network().last().outputs()];
            int below = setup.network().layer(setup.network().depth() - 2).units();
            return TypicalRule.last(setup, (d, batch) -> d.scale(spare.length * below));
        }
    }

    @Test
    void aRuleMayRelyOnItsRequirementsWhenItIsBound() {
        for (Check c : Contract.of(new TrustsItsRequirements())) {
            ContractResult v = c.run();
            assertFalse(v.failed(), v::message);
        }
    }

    /** Random feedback with mean 0 works equally well with the opposite sign. */
    @Test
    void theOppositeSignOfRandomFeedbackIsCorrect() {
        Check hidden = Contract.of(new WrongSignRules.ThroughMinusFeedback()).stream()
                .filter(c -> c.name().equals(HiddenLayerChecks.NOT_ASCENDING))
                .findFirst()
                .orElseThrow();
        assertEquals(ContractResult.CheckOutcome.PASSED, hidden.run().outcome(), hidden.run()::message);
    }

    static Stream<BrokenComponent> broken() {
        return Stream.of(
                new BrokenComponent(RuleChecks.NETWORK, new RequiresTheImpossible()),
                new BrokenComponent(RuleChecks.READS, new WritesWeights()),
                new BrokenComponent(RuleChecks.REPEATS, new HiddenStateRules.CountsBatches()),
                new BrokenComponent(RuleChecks.SINGLE_EXAMPLE, new SampleVariance()),
                new BrokenComponent(GradientChecks.MEAN, new Sums()),
                new BrokenComponent(GradientChecks.MEAN, new SumsAtRandom()),
                new BrokenComponent(GradientChecks.EXACT, new ClaimsToBeExact()),
                new BrokenComponent(DescentChecks.DESCENDS, new WrongSignRules.LeadsUphill()),
                new BrokenComponent(DescentChecks.DESCENDS, new WrongSignRules.LeadsNowhere()),
                new BrokenComponent(HiddenLayerChecks.NOT_ASCENDING, new WrongSignRules.ThroughMinusTheWeights()),
                new BrokenComponent(HiddenLayerChecks.NOT_ASCENDING, new WrongSignRules.ThroughMinusCoupled()),
                new BrokenComponent(HiddenLayerChecks.NOT_ASCENDING, new WrongSignRules.RepeatsMistakes()),
                new BrokenComponent(LabelLearningChecks.LEARNS_LABELS, new WrongSignRules.UnlearnsLabels()),
                new BrokenComponent(LabelLearningChecks.LEARNS_LABELS, new WrongSignRules.RandomSign()),
                new BrokenComponent(RuleChecks.RESUMES, new HiddenStateRules.KeepsStateInScratch()),
                new BrokenComponent(RuleChecks.RESUMES, new HiddenStateRules.CountsBatchesInAnArray()),
                new BrokenComponent(RuleChecks.NO_STALE_SCRATCH, new HiddenStateRules.KeepsStateInScratch()),
                new BrokenComponent(RuleChecks.PREDICTION_PURE, new HiddenStateRules.CountsPredictions()),
                new BrokenComponent(RuleChecks.OBSERVATION_PURE, new HiddenStateRules.CountsBatchesInAnArray()),
                new BrokenComponent(BoundRuleChecks.REFUSES, new Asserts()),
                new BrokenComponent(BoundRuleChecks.COMPATIBLE, new ForgetsTheFirstLayer()),
                new BrokenComponent(BoundRuleChecks.COMPATIBLE, new DividesByTheSlope()),
                new BrokenComponent(BoundRuleChecks.NO_OWN_STATE, new HiddenStateRules.KeepsStateInItsField()),
                new BrokenComponent(BoundRuleChecks.NO_OWN_STATE, new HiddenStateRules.CountsBatchesInAnArray()),
                new BrokenComponent(BoundRuleChecks.NO_OWN_STATE, new HiddenStateRules.CountsBatchesAtomically()),
                new BrokenComponent(RuleChecks.NO_ALLOCATION, new AllocatesScratch()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(BrokenComponent c) {
        c.verify();
    }

    @Test
    void everyCheckIsShownToFail() {
        BrokenComponent.assertEveryCheckFails(new Backpropagation(), broken());
    }
}
