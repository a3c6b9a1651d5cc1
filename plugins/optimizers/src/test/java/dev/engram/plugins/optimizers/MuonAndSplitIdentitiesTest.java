package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.QuadraticCourse.course;
import static dev.engram.plugins.optimizers.QuadraticCourse.first;
import static dev.engram.plugins.optimizers.QuadraticCourse.theta;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exact identities of Muon, and of optimizers for parts of a network. */
class MuonAndSplitIdentitiesTest {
    private static final Optimizer ADAM = new Adam(0.01f, 0.9f, 0.999f, 1e-8f, Epsilon.AFTER_CORRECTION, true),
            SGD = new Sgd(0.1f);

    private static Muon muon(Muon.Matrices part) {
        return new Muon(1, 0.95f, true, 0, Muon.Scale.NONE, 5, part, ADAM);
    }

    @Test
    void muonBringsSingularValuesNearOne() {
        double[][] step = first(muon(Muon.Matrices.HIDDEN), new double[][] {{1, 0, 0}, {0, 0.1, 0}, {0, 0, 0.01}});
        double[] expected = {0.702, 0.709, 0.697};
        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], step[i][i], 1e-3);
        }
    }

    @Test
    void muonTurnsWithItsGradient() {
        double[][] g = {{1, 2, -1}, {0.5, 0, 3}}, q = {{0.6, -0.8}, {0.8, 0.6}};
        double[][] turned = DenseMatrices.product(q, first(muon(Muon.Matrices.HIDDEN), g));
        double[][] other = first(muon(Muon.Matrices.HIDDEN), DenseMatrices.product(q, g));
        assertEquals(0, DenseMatrices.norm(DenseMatrices.sum(1, turned, -1, other)), 1e-5);
    }

    @Test
    void muonLeavesAllElseToTheOtherOptimizer() {
        Stepper m = course(muon(Muon.Matrices.HIDDEN), 5), adam = course(ADAM, 5);
        for (Parameter p : m.source().arena().parameters()) {
            float[] a = Arrays.copyOfRange(theta(m), p.from(), p.to()),
                    b = Arrays.copyOfRange(theta(adam), p.from(), p.to());
            assertEquals(!p.name().equals("hidden"), Arrays.equals(a, b), p.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Split.Part.class)
    void splitStepsEachPartAsItsOwnOptimizerWould(Split.Part part) {
        assertArrayEquals(theta(course(ADAM, 5)), theta(course(new Split(part, ADAM, ADAM), 5)));
        Stepper both = course(new Split(part, ADAM, SGD), 5), adam = course(ADAM, 5), sgd = course(SGD, 5);
        for (Parameter p : both.source().arena().parameters()) {
            float[] own = Arrays.copyOfRange(theta(both), p.from(), p.to());
            assertArrayEquals(
                    Arrays.copyOfRange(theta(part.contains(p) ? adam : sgd), p.from(), p.to()), own, p.name());
        }
    }

    @ParameterizedTest
    @CsvSource({"NETWORK, last", "WEIGHTS, 0", "NETWORK, 0", "HIDDEN, 1"})
    void splitByLayerStepsOnlyThatLayer(Split.Part part, String layer) {
        TrainingTask task = TrainingTask.typical();
        Split split = new Split(part, ADAM, SGD, LayerChoice.parse(layer));
        TrainingHarness both = new TrainingHarness(task, new Backpropagation(), split);
        TrainingHarness adam = new TrainingHarness(task, new Backpropagation(), ADAM);
        TrainingHarness sgd = new TrainingHarness(task, new Backpropagation(), SGD);
        both.step();
        adam.step();
        sgd.step();
        String name = "layer" + (layer.equals("last") ? "2" : layer) + "/";
        for (Parameter p : both.learner().arena().parameters()) {
            boolean chosen = part.contains(p) && p.name().startsWith(name);
            assertArrayEquals((chosen ? adam : sgd).theta(p.name()), both.theta(p.name()), p.name());
        }
    }

    @Test
    void splitsInsideSplitsGiveEachLayerItsOwnRate() {
        TrainingTask task = TrainingTask.typical();
        Optimizer second = new Split(Split.Part.NETWORK, new Sgd(0.2f), SGD, LayerChoice.parse("layer1"));
        Optimizer first = new Split(Split.Part.NETWORK, new Sgd(0.3f), second, LayerChoice.parse("0"));
        TrainingHarness all = new TrainingHarness(task, new Backpropagation(), first);
        all.step();
        float[] rates = {0.3f, 0.2f, 0.1f};
        for (int l = 0; l < rates.length; l++) {
            TrainingHarness one = new TrainingHarness(task, new Backpropagation(), new Sgd(rates[l]));
            one.step();
            for (String p : new String[] {"layer" + l + "/weights", "layer" + l + "/bias"}) {
                assertArrayEquals(one.theta(p), all.theta(p), p);
            }
        }
    }

    @Test
    void muonTrainsOneMatrixAlone() {
        TrainingTask task = TrainingTask.typical();
        Optimizer one = new Split(Split.Part.WEIGHTS, muon(Muon.Matrices.WEIGHTS), SGD, LayerChoice.parse("0"));
        TrainingHarness split = new TrainingHarness(task, new Backpropagation(), one);
        TrainingHarness muon = new TrainingHarness(task, new Backpropagation(), muon(Muon.Matrices.WEIGHTS));
        split.step();
        muon.step();
        assertArrayEquals(muon.theta("layer0/weights"), split.theta("layer0/weights"));
    }

    @ParameterizedTest
    @CsvSource({"any, any", "last, last", "2, 2", "layer2, 2"})
    void aLayerIsWrittenByItsNumber(String text, String canonical) {
        assertEquals(canonical, LayerChoice.parse(text).toString());
        assertEquals(LayerChoice.parse(canonical), LayerChoice.parse(text));
        assertEquals(
                "'layer' is not a layer; write its number from 0, its name such as layer1, last, or any",
                assertThrows(IllegalArgumentException.class, () -> LayerChoice.parse("layer"))
                        .getMessage());
    }
}
