package dev.engram.testkit.contract.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.rule.TestNetwork;
import dev.engram.testkit.parts.HeavyBall;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Optimizers that use all features of a step keep the contract. */
class DemandingOptimizersTest {
    /** Evaluates at a running mean of the parameters, which it requests only in its first step. */
    private record Averaging(float rate) implements Optimizer {
        @Override
        public void update(Step s) {
            float[] mean = s.slot("mean", s.theta());
            for (int i = s.from(); i < s.to(); i++) {
                mean[i] += 0.1f * (s.theta()[i] - mean[i]);
                s.gradient()[i] *= rate;
            }
            if (s.t() == 1) {
                s.useForEvaluation(mean);
            }
        }
    }

    /** Sharpness-aware in every second step; it does not evaluate in the first. */
    private record SometimesSharp(float rate) implements Optimizer {
        @Override
        public void update(Step s) {
            float[] g = s.gradient(), point = s.slot("point");
            if (s.t() % 2 == 0) {
                for (int i = s.from(); i < s.to(); i++) {
                    point[i] = s.theta()[i] + 0.05f * g[i];
                }
                s.evaluate(point);
            }
            for (int i = s.from(); i < s.to(); i++) {
                g[i] *= rate;
            }
        }
    }

    /** Momentum as an inner optimizer, with a scalar and a matrix for each parameter. */
    private record Chained(float rate) implements Optimizer {
        @Override
        public void update(Step s) {
            Step.Scalar norm = s.scalar("norm", 1);
            norm.set(0.9 * norm.get() + 0.1 * Math.sqrt(s.dot(s.gradient(), s.gradient())));
            s.parameters().forEach(p -> s.slot(p, "seen", p.rows(), p.rows(), 1).scale(0.5f));
            s.updateWith("momentum", new HeavyBall((float) (rate / (1 + norm.get())), 0.9f));
        }
    }

    /** Counts its batches; the gradient is multiplied by the count. */
    private record CountingRule() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES);
        }

        @Override
        public BoundRule bind(Setup setup) {
            Scratch times = setup.state("times", 1, 1);
            Activations[] pass = setup.activationsPerLayer();
            Scratch d = setup.perExample(setup.targets());
            int top = pass.length - 1;
            return batch -> {
                times.data()[0]++;
                setup.network().forward(batch.inputs(), pass);
                double loss = setup.loss().valueAndError(pass[top], batch.targets(), d);
                setup.network().layer(top).credit(d.scale(times.data()[0]), pass[top]);
                return loss;
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> keepTheContract() {
        return Stream.of(new Averaging(0.1f), new SometimesSharp(0.1f), new Chained(0.1f))
                .flatMap(o -> Contract.of(o).stream())
                // Chained creates a lambda in every step.
                .filter(c -> !(c.component().startsWith("Chained") && c.name().equals(OptimizerChecks.NO_ALLOCATION)))
                .map(c -> DynamicTest.dynamicTest(c.component() + " " + c.name(), () -> {
                    ContractResult v = c.run();
                    assertFalse(v.failed(), v::message);
                }));
    }

    @Test
    void aSecondEvaluationDoesNotChangeTheStateOfTheRule() {
        LearningSource s = TestNetwork.ALL.get(0).source(new CountingRule());
        Stepper stepper = new Stepper(s, new SometimesSharp(0.01f), 1);
        for (int i = 0; i < 5; i++) {
            stepper.step();
        }
        assertArrayEquals(new float[] {5}, s.ruleState().get("times"));
    }

    @Test
    void aRestoredRunCanBeSavedAgainBeforeItsNextStep() {
        Stepper one = stepper(), two = stepper(), three = stepper();
        for (int i = 0; i < 5; i++) {
            one.step();
        }
        two.restore(one.save());
        Snapshot again = two.save();
        three.restore(again);
        for (int i = 0; i < 5; i++) {
            one.step();
            three.step();
        }
        assertArrayEquals(one.source().arena().theta(), three.source().arena().theta(), 0f);
    }

    private static Stepper stepper() {
        Optimizer o = new Chained(0.1f);
        return new Stepper(
                new QuadraticObjective(
                        QuadraticObjective.typicalParameters(o), true, QuadraticObjective.GradientFault.NONE),
                o,
                1);
    }
}
