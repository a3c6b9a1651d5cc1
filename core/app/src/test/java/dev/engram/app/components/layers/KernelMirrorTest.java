package dev.engram.app.components.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.plugins.layers.Conv;
import dev.engram.plugins.layers.MaxPool;
import dev.engram.plugins.learningrules.ForwardGradient;
import dev.engram.plugins.learningrules.WeightMirror;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.harness.ArrayMath;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.Tanh;
import org.junit.jupiter.api.Test;

/** Rules with random draws estimate on kernels what they estimate on dense weights. */
class KernelMirrorTest {
    private static final Shape IMAGE = new Shape(2, 5, 5);

    private static LayerKind conv(int maps) {
        return new Conv(maps, 3, 1, "1", 1, 1, new Tanh(), TrainingTask.GLOROT, TrainingTask.ZEROS, true);
    }

    private static TrainingTask task() {
        TrainingTask task = TrainingTask.classes(
                        new CrossEntropy(),
                        new PositionRulesTest.Positions(IMAGE),
                        conv(3),
                        new MaxPool(2, 1, "valid", false),
                        conv(4),
                        TrainingTask.dense(TrainingTask.CLASSES, new Softmax()))
                .inputs(IMAGE.size());
        return task.sameBatch();
    }

    /** Without the counts of the taps, the borders would be weak: the angle would stay near 9 degrees. */
    @Test
    void theMirrorOfAPaddedKernelPointsWhereTheKernelPoints() {
        WeightMirror rule = new WeightMirror(0.02f, 1, 32, 0.02f, false, 1);
        TrainingHarness h = new TrainingHarness(task(), rule);
        h.steps(1500);
        float[] mirrored = h.ruleState().get("feedback/1"), kernel = h.theta("layer1/weights");
        double cosine = ArrayMath.cosine(mirrored, kernel);
        assertTrue(cosine > Math.cos(Math.toRadians(4)), "cosine " + cosine);
    }

    @Test
    void theMeanForwardGradientIsTheGradient() {
        for (ForwardGradient.Space space : ForwardGradient.Space.values()) {
            LearningRule rule = new ForwardGradient(2000, space);
            float[] mean = TrainingHarness.gradient(task(), rule);
            float[] exact = TrainingHarness.gradient(task(), new Backpropagation());
            double expected = 1 / Math.sqrt(1 + (exact.length + 1) / 2000.0);
            double cosine = ArrayMath.cosine(exact, mean);
            assertTrue(cosine > expected - 0.05, space + ": " + cosine + ", expected " + expected);
        }
    }
}
