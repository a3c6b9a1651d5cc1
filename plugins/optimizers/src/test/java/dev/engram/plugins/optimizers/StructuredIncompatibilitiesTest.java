package dev.engram.plugins.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Structured optimizers reject unsuitable networks and optimizers before the run, with a reason. */
class StructuredIncompatibilitiesTest {
    private static final Optimizer SGD = new Sgd(0.1f), LBFGS = new Lbfgs(1, 10, Lbfgs.Search.NONE, 1e-4f, 0.9f);
    private static final Optimizer CG = new ConjugateGradient(ConjugateGradient.Beta.DAI_YUAN, 1, 0, 0.2f, 1e-4f, 0.1f);

    private static Optimizer muon(Muon.Matrices part) {
        return new Muon(0.02f, 0.95f, true, 0, Muon.Scale.ORIGINAL, 5, part, SGD);
    }

    private static String rejection(TrainingTask trainingTask, Optimizer o) {
        return assertThrows(
                        IncompatibleException.class, () -> new TrainingHarness(trainingTask, new Backpropagation(), o))
                .getMessage();
    }

    static Stream<Optimizer> searching() {
        return Stream.of(
                LBFGS,
                CG,
                new Lookahead(LBFGS, 5, 0.5f, Lookahead.View.SLOW),
                new Ema(CG, 0.9f, Ema.Start.RAMP),
                new Swa(LBFGS, 1, 1),
                new Split(Split.Part.WEIGHTS, SGD, LBFGS),
                new Muon(0.02f, 0.95f, true, 0, Muon.Scale.ORIGINAL, 5, Muon.Matrices.HIDDEN, LBFGS));
    }

    @ParameterizedTest
    @MethodSource("searching")
    void lineSearchesNeedTheWholeTrainingSetAndATrueGradientAlsoWithinOthers(Optimizer o) {
        assertEquals(Set.of(Requirement.FULL_BATCH, Requirement.TRUE_GRADIENT), Set.copyOf(o.requirements()));
    }

    @Test
    void theOthersHaveNoRequirements() {
        for (Optimizer o : new Optimizer[] {
            muon(Muon.Matrices.HIDDEN),
            new Sam(SGD, 0.05f, false),
            new Ema(SGD, 0.9f, Ema.Start.RAMP),
            new Swa(SGD, 1, 1)
        }) {
            assertEquals(Set.of(), Set.copyOf(o.requirements()));
        }
    }

    @Test
    void muonWithoutAHiddenMatrix() {
        assertEquals(
                "muon needs a weight matrix between the first and the last layer; set part: weights, or add a layer",
                rejection(TrainingTask.shallow(), muon(Muon.Matrices.HIDDEN)));
        new TrainingHarness(TrainingTask.shallow(), new Backpropagation(), muon(Muon.Matrices.WEIGHTS)).steps(2);
        new TrainingHarness(TrainingTask.typical(), new Backpropagation(), muon(Muon.Matrices.HIDDEN)).steps(2);
        assertEquals(
                "muon needs a weight matrix; choose another optimizer",
                rejection(TrainingTask.typical(), new Split(Split.Part.WEIGHTS, SGD, muon(Muon.Matrices.WEIGHTS))));
    }

    @Test
    void splitWithALayerThatDoesNotExist() {
        assertEquals(
                "the split selects no parameters in layer 7; layers are counted from 0, and 'part: hidden' excludes the"
                        + " first and the last",
                rejection(
                        TrainingTask.typical(), new Split(Split.Part.WEIGHTS, SGD, SGD, LayerChoice.parse("layer7"))));
        Optimizer inner = new Split(Split.Part.NETWORK, SGD, SGD, LayerChoice.parse("7"));
        assertTrue(rejection(TrainingTask.typical(), new Split(Split.Part.NETWORK, SGD, inner, LayerChoice.parse("0")))
                .startsWith("the split selects no parameters in layer 7; "));
    }

    @Test
    void samAroundASearch() {
        IncompatibleException m = assertThrows(
                IncompatibleException.class, () -> new Sam(new Ema(LBFGS, 0.9f, Ema.Start.RAMP), 0.05f, false));
        assertEquals(
                "sam passes on the gradient at a point uphill, but its inner optimizer needs the gradient at the "
                        + "parameters; choose one without a line search, such as sgd",
                m.getMessage());
    }

    @Test
    void secondEvaluationsOfAPart() {
        String why = "an optimizer that evaluates again cannot step a part of the parameters";
        assertEquals(
                why, rejection(TrainingTask.typical(), new Split(Split.Part.HIDDEN, new Sam(SGD, 0.05f, false), SGD)));
        assertEquals(why, rejection(TrainingTask.typical(), new Split(Split.Part.HIDDEN, SGD, CG)));
    }

    @Test
    void partsAreHandledByWhoStepsThem() {
        Parameter bias = new Parameter("b", 0, 3, 3, 1, Set.of(Tag.BIAS));
        Parameter hidden = new Parameter("w", 0, 6, 3, 2, Set.of(Tag.WEIGHT));
        Optimizer onlyWeights = new Optimizer() {
            @Override
            public void update(Step s) {
                s.gradient()[0] *= 1;
            }

            @Override
            public boolean supports(Parameter p) {
                return p.is(Tag.WEIGHT);
            }
        };
        assertTrue(new Split(Split.Part.WEIGHTS, onlyWeights, SGD).supports(bias));
        assertTrue(new Split(Split.Part.WEIGHTS, onlyWeights, SGD).supports(hidden));
        assertEquals(false, new Split(Split.Part.WEIGHTS, SGD, onlyWeights).supports(bias));
        for (Optimizer o : new Optimizer[] {
            new Sam(onlyWeights, 0, false),
            new Swa(onlyWeights, 1, 1),
            new Lookahead(onlyWeights, 5, 0.5f, Lookahead.View.SLOW),
            new Ema(onlyWeights, 0.9f, Ema.Start.RAMP)
        }) {
            assertEquals(false, o.supports(bias), o.toString());
        }
    }
}
