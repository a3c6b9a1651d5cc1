package dev.engram.plugins.learningrules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.learningrules.ForwardForward.Label;
import dev.engram.plugins.learningrules.ForwardForward.Prediction;
import dev.engram.plugins.learningrules.ForwardForward.Wrong;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.SyntheticBatch;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForwardForwardTest {
    static final LayerKind SEVEN = TrainingTask.dense(7, new TestRelu()), FIVE = TrainingTask.dense(5, new TestRelu());
    static final TrainingTask
            TWO = TrainingTask.classes(new SumOfSquares(), SEVEN, FIVE).sameBatch(),
            ONE = TWO.layers(SEVEN);

    static ForwardForward rule(Label label) {
        return new ForwardForward(1, label, 1, Wrong.EVEN, Prediction.GOODNESS);
    }

    /** With one layer the reported loss is that layer's own. */
    @ParameterizedTest
    @EnumSource(Label.class)
    void oneLayersGradientIsTheSlopeOfItsLoss(Label label) {
        TrainingHarness trainingHarness = new TrainingHarness(ONE, rule(label));
        trainingHarness.step();
        assertTrue(ArrayMath.norm(trainingHarness.gradient()) > 0.1);
        float[] differences = trainingHarness.numericalGradient(2e-3f);
        if (label == Label.APPEND) { // the label's layer has an unused bias
            assertTrue(ArrayMath.isZero(trainingHarness.gradient("rule/label/bias"))
                    && ArrayMath.norm(trainingHarness.gradient("rule/label/weights")) > 0.1);
        }
        assertEquals(0, ArrayMath.relativeDifference(differences, trainingHarness.gradient()), 2e-4);
    }

    private static ForwardForward meanSquares(Prediction prediction) {
        return new ForwardForward(
                1, Label.APPEND, 1, Wrong.EVEN, prediction, ForwardForward.Goodness.MEAN, ForwardForward.ReadOut.ALL);
    }

    @Test
    void theGradientOfTheMeanSquareIsTheSlopeOfItsLoss() {
        TrainingHarness trainingHarness = new TrainingHarness(ONE, meanSquares(Prediction.GOODNESS));
        trainingHarness.step();
        assertTrue(ArrayMath.norm(trainingHarness.gradient()) > 0.01);
        assertEquals(
                0,
                ArrayMath.relativeDifference(trainingHarness.numericalGradient(2e-3f), trainingHarness.gradient()),
                5e-4);
    }

    @Test
    void withMeanSquaresAndTheFirstLayerItLearnsToo() {
        TrainingTask task = TWO.layers(TrainingTask.dense(32, new TestRelu()), TrainingTask.dense(32, new TestRelu()))
                .rows(32)
                .seed(3);
        for (Prediction prediction : Prediction.values()) {
            TrainingHarness trainingHarness =
                    new TrainingHarness(task, meanSquares(prediction), new TestRmsProp(0.002f));
            trainingHarness.steps(1000);
            double reached = trainingHarness.accuracy(1);
            assertTrue(reached > 0.7, prediction + ": " + reached);
        }
    }

    @Test
    void theHeadReadsTheFirstLayerOnlyIfAsked() {
        assertTrue(new TrainingHarness(TWO, meanSquares(Prediction.HEAD))
                .learner().arena().parameters().stream().anyMatch(p -> p.name().equals("rule/head/0/weights")));
        assertTrue(new TrainingHarness(TWO, new ForwardForward(1, Label.APPEND, 1, Wrong.EVEN, Prediction.HEAD))
                .learner().arena().parameters().stream().noneMatch(p -> p.name().equals("rule/head/0/weights")));
    }

    /** The second layer's parameters affect only its own loss, so differences of the sum give its derivative. */
    @ParameterizedTest
    @EnumSource(Label.class)
    void theSecondLayersGradientIsTheSlopeOfItsLoss(Label label) {
        TrainingHarness trainingHarness = new TrainingHarness(TWO, rule(label));
        trainingHarness.step();
        float[] differences = trainingHarness.numericalGradient(2e-3f);
        for (String name : List.of("layer1/weights", "layer1/bias")) {
            int from = trainingHarness.parameter(name).from(),
                    to = trainingHarness.parameter(name).to();
            assertEquals(
                    0,
                    ArrayMath.relativeDifference(
                            Arrays.copyOfRange(differences, from, to), trainingHarness.gradient(name)),
                    2e-4,
                    name);
        }
    }

    @ParameterizedTest
    @EnumSource(Prediction.class)
    void theSecondLayerAndTheHeadChangeNothingInTheFirst(Prediction prediction) {
        TrainingHarness alone = new TrainingHarness(ONE, rule(Label.REPLACE)),
                both = new TrainingHarness(TWO, new ForwardForward(1, Label.REPLACE, 1, Wrong.EVEN, prediction));
        alone.step();
        both.step();
        assertArrayEquals(alone.gradient("layer0/weights"), both.gradient("layer0/weights"));
        assertArrayEquals(alone.gradient("layer0/bias"), both.gradient("layer0/bias"));
    }

    /** Doubled activity is the same to the layer above, which therefore cannot read the goodness from the norm. */
    @ParameterizedTest
    @EnumSource(Label.class)
    void theLengthOfAnActivityDoesNotReachTheNextLayer(Label label) {
        TrainingHarness once = new TrainingHarness(TWO, rule(label)), twice = new TrainingHarness(TWO, rule(label));
        twice.transform("layer0/weights", x -> 2 * x).transform("layer0/bias", x -> 2 * x);
        if (label == Label.APPEND) {
            twice.transform("rule/label/weights", x -> 2 * x);
        }
        once.step();
        twice.step();
        assertEquals(
                0,
                ArrayMath.relativeDifference(twice.gradient("layer1/weights"), once.gradient("layer1/weights")),
                1e-6);
        assertTrue(
                ArrayMath.relativeDifference(twice.gradient("layer0/weights"), once.gradient("layer0/weights")) > 0.1);
    }

    /** The same examples with three silent inputs before the others. */
    private static TrainingTask padded(LayerKind... layers) {
        SyntheticBatch.Labels teacher = SyntheticBatch.teacher(3, TrainingTask.INPUTS, TrainingTask.CLASSES);
        SyntheticBatch.Labels behind = (x, xFrom, n, t, tFrom, k) -> {
            teacher.write(x, xFrom + k, n - k, t, tFrom, k);
            Arrays.fill(x, xFrom, xFrom + k, 0);
        };
        return new TrainingTask(
                new SyntheticBatch.Data(
                        3, 32, TrainingTask.INPUTS + TrainingTask.CLASSES, TrainingTask.CLASSES, behind, step -> step),
                List.of(layers),
                new SumOfSquares());
    }

    /** Weights [U W] on the padded inputs are equivalent to U for the label and W for the inputs. */
    @Test
    void appendingTheLabelIsReplacingSilentInputs() {
        TrainingTask bare = padded(SEVEN, FIVE).sameBatch();
        TrainingHarness replace = new TrainingHarness(bare, rule(Label.REPLACE)),
                append = new TrainingHarness(bare, rule(Label.APPEND));
        int wide = bare.inputs(),
                w = replace.parameter("layer0/weights").from(),
                v = append.parameter("layer0/weights").from(),
                u = append.parameter("rule/label/weights").from();
        for (int unit = 0; unit < 7; unit++) {
            for (int i = 0; i < wide; i++) {
                float x = replace.theta()[w + unit * wide + i];
                append.theta()[v + unit * wide + i] = x;
                if (i < 3) {
                    append.theta()[u + unit * 3 + i] = x;
                }
            }
        }
        replace.step();
        append.step();
        float[] together = replace.gradient("layer0/weights"),
                own = append.gradient("rule/label/weights"),
                rest = append.gradient("layer0/weights");
        for (int i = 0; i < together.length; i++) {
            int unit = i / wide, input = i % wide;
            assertEquals(together[i], input < 3 ? own[unit * 3 + input] : rest[i], 1e-5);
        }
        assertEquals(
                0,
                ArrayMath.relativeDifference(append.gradient("layer1/weights"), replace.gradient("layer1/weights")),
                1e-5);
    }

    @ParameterizedTest
    @EnumSource(Label.class)
    void itLearnsToTellRightLabelsFromWrongOnes(Label label) {
        for (Prediction prediction : Prediction.values()) {
            for (Wrong wrong : Wrong.values()) {
                TrainingTask trainingTask = label == Label.REPLACE
                        ? padded(TrainingTask.dense(32, new TestRelu()), TrainingTask.dense(32, new TestRelu()))
                        : TWO.layers(TrainingTask.dense(32, new TestRelu()), TrainingTask.dense(32, new TestRelu()))
                                .rows(32)
                                .seed(3);
                TrainingTask moving = new TrainingTask(
                        new SyntheticBatch.Data(
                                3,
                                32,
                                trainingTask.inputs(),
                                3,
                                trainingTask.data().labels(),
                                step -> step),
                        trainingTask.layers(),
                        trainingTask.loss());
                TrainingHarness trainingHarness = new TrainingHarness(
                        moving, new ForwardForward(1, label, 1, wrong, prediction), new TestRmsProp(0.002f));
                trainingHarness.steps(2000);
                double reached = trainingHarness.accuracy(60);
                assertTrue(reached > 0.7, label + ", " + prediction + ", " + wrong + ": " + reached);
            }
        }
    }

    private static String rejection(Label label, TrainingTask trainingTask) {
        return assertThrows(IncompatibleException.class, () -> new TrainingHarness(trainingTask, rule(label)))
                .getMessage();
    }

    @Test
    void inputsWithoutRoomForLabelsAreRejectedWithASuggestion() {
        assertTrue(rejection(Label.REPLACE, TWO.inputs(3))
                .contains("first 3 inputs, but there are only 3; set label: append"));
        assertFalse(new TrainingHarness(TWO.inputs(3), rule(Label.APPEND)).step() < 0, "append does with any number");
        TrainingTask column = new TrainingTask(
                new SyntheticBatch.Data(3, 8, 6, 1, SyntheticBatch.separable(), step -> step),
                TWO.layers(),
                TWO.loss());
        assertTrue(rejection(Label.APPEND, column).contains("coding: one-hot"));
        TrainingTask output = TWO.layers(SEVEN, TrainingTask.dense(3, new Softmax()));
        assertTrue(rejection(Label.APPEND, output).contains("remove the softmax layer"));
    }
}
