package dev.engram.app.components;

import static dev.engram.app.components.SampleConfiguration.CE;
import static dev.engram.app.components.SampleConfiguration.DOTS;
import static dev.engram.app.components.SampleConfiguration.HIDDEN;
import static dev.engram.app.components.SampleConfiguration.MUON;
import static dev.engram.app.components.SampleConfiguration.OUTPUT;
import static dev.engram.app.components.SampleConfiguration.SAM;
import static dev.engram.app.components.SampleConfiguration.SGD;
import static dev.engram.app.components.SampleConfiguration.WHOLE;
import static dev.engram.app.components.SampleConfiguration.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.app.components.SampleConfiguration.Choosy;
import dev.engram.plugins.learningrules.KolenPollack;
import dev.engram.plugins.optimizers.Chain;
import dev.engram.plugins.optimizers.ClipByGlobalNorm;
import dev.engram.plugins.optimizers.Ema;
import dev.engram.plugins.optimizers.Split;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.GradientDescent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Optimizers that do not fit are rejected before anything runs, with the reason. */
class IncompatibleOptimizersTest {
    /** A rule that computes the step itself. */
    @Component("own-step")
    record OwnStep() implements LearningRule {
        @Override
        public Set<Requirement> requirements() {
            return Set.of(Requirement.PROPORTIONAL_STEP);
        }

        @Override
        public BoundRule bind(Setup setup) {
            return batch -> 0;
        }
    }

    /** Writes the parameters, which are read-only. */
    record ParameterWriter() implements Optimizer {
        @Override
        public void update(Step s) {
            s.theta()[0] += 1;
        }
    }

    @Test
    void optimizersThatNeedFullBatchesOrTheTrueGradient() {
        String full = " needs the whole training set in every batch (training.batch: full)";
        assertEquals(
                List.of("optimizer: choosy" + full),
                problems(DOTS, new Backpropagation(), Choosy.of(Requirement.FULL_BATCH), 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of(
                        "optimizer: choosy" + full,
                        "optimizer: choosy needs a rule that returns the gradient of the loss it reports, such"
                                + " as backprop"),
                problems(DOTS, new KolenPollack(0), WHOLE, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of("optimizer: ema" + full),
                problems(
                        DOTS,
                        new Backpropagation(),
                        new Ema(Choosy.of(Requirement.FULL_BATCH), 0.9f, Ema.Start.PARAMETERS),
                        8,
                        CE,
                        HIDDEN,
                        OUTPUT));
        assertEquals(
                List.of(),
                problems(
                        DOTS,
                        new KolenPollack(0),
                        WHOLE,
                        8,
                        List.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT),
                        CE,
                        HIDDEN,
                        OUTPUT),
                "waived");
    }

    @Test
    void optimizersThatChangeTheStepOfARuleThatComputesItsOwn() {
        assertEquals(
                List.of("rule: own-step needs an optimizer whose step is a multiple of the rule's gradient, such as"
                        + " sgd"),
                problems(DOTS, new OwnStep(), SAM, 8, CE, HIDDEN, OUTPUT));
        assertEquals(List.of(), problems(DOTS, new OwnStep(), new GradientDescent(0.1f), 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of(),
                problems(DOTS, new OwnStep(), SAM, 8, List.of(Requirement.PROPORTIONAL_STEP), CE, HIDDEN, OUTPUT),
                "waived");
    }

    @Test
    void parametersThatAnOptimizerCannotStep() {
        assertEquals(
                List.of("optimizer: choosy: Choosy cannot step layer0/bias (7x1); give that parameter to another"
                        + " optimizer"),
                problems(DOTS, new Backpropagation(), MUON, 8, CE, HIDDEN, OUTPUT));
        assertEquals(
                List.of("optimizer: split: Split cannot step layer0/bias (7x1); give that parameter to another"
                        + " optimizer"),
                problems(DOTS, new Backpropagation(), new Split(Split.Part.HIDDEN, SGD, MUON), 8, CE, HIDDEN, OUTPUT));
    }

    @Test
    void optimizersInTheWrongPlace() {
        assertEquals(
                List.of("optimizer: split: an optimizer that evaluates again cannot step a part of the"
                        + " parameters"),
                problems(
                        DOTS,
                        new Backpropagation(),
                        new Split(Split.Part.HIDDEN, MUON, SAM),
                        8,
                        CE,
                        HIDDEN,
                        HIDDEN,
                        OUTPUT));
        assertEquals(
                List.of("optimizer: chain: an optimizer that evaluates the gradient again has to come first"),
                problems(
                        DOTS,
                        new Backpropagation(),
                        new Chain(List.of(new ClipByGlobalNorm(1, 1e-6f), SAM)),
                        8,
                        CE,
                        HIDDEN,
                        OUTPUT));
    }

    @Test
    void optimizersThatWriteParameters() {
        assertEquals(
                List.of("optimizer: ParameterWriter: the optimizer ParameterWriter writes the parameters; it may only"
                        + " rewrite the gradient"),
                problems(DOTS, new Backpropagation(), new ParameterWriter(), 8, CE, HIDDEN, OUTPUT));
    }
}
