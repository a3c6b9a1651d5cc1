package dev.engram.plugins.learningrules;

import dev.engram.engine.data.Split;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.Constant;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.SumOfSquares;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Trains single layers, and counts mistakes. */
final class SingleLayerLearning {
    static final LayerKind UNIT = new Dense(1, new Identity(), new Constant(0), new Constant(0));

    static final float[] SQUARE = {-1, -1, -1, 1, 1, -1, 1, 1};

    private SingleLayerLearning() {}

    /** One example at a time, in order. */
    static LearningSource online(LearningRule rule, Split data, LayerKind layer) {
        return online(rule, data, layer, TrainingSettings.Order.AS_IS);
    }

    static LearningSource online(LearningRule rule, Split data, LayerKind layer, TrainingSettings.Order order) {
        return new LearningSource(
                LearningSources.source(3, rule, new SumOfSquares(), data, data.training().length, layer)
                        .learner(),
                data,
                1,
                order,
                3);
    }

    /** Trains and returns the number of steps with a change. */
    static int mistakes(LearningSource s, Stepper stepper, int steps) {
        int n = 0;
        for (int i = 0; i < steps; i++) {
            float[] before = s.arena().theta().clone();
            stepper.step();
            n += Arrays.equals(before, s.arena().theta()) ? 0 : 1;
        }
        return n;
    }

    static float[] predicted(LearningSource s, Split data) {
        int rows = data.x().length / data.inputs();
        ScratchMatrix scores = new ScratchMatrix(rows, data.targets(), new ComputeContext()),
                each = new ScratchMatrix(rows, 1, new ComputeContext());
        s.learner()
                .predict(
                        new MatrixView(data.x(), 0, rows, data.inputs()),
                        new MatrixView(data.t(), 0, rows, data.targets()),
                        scores,
                        each);
        return Arrays.copyOf(scores.data(), rows * data.targets());
    }

    static int right(LearningSource s, Split data) {
        float[] y = predicted(s, data);
        return (int) IntStream.range(0, y.length)
                .filter(i -> (y[i] > 0.5f) == (data.t()[i] > 0))
                .count();
    }
}
