package dev.engram.engine.inspect;

import dev.engram.engine.data.Batches;
import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.network.NetworkWeights;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The outputs of the last hidden layer for test examples, in an evaluation of a network with given weights.
 *
 * @param outputs one row for each example
 * @param labels the class of each example
 */
public record HiddenRepresentation(float[] outputs, int[] labels) {
    /** Examples that are computed at once: a large network needs much memory for each. */
    private static final int BATCH = 50;
    /** Nothing is learned. */
    private static final LearningRule NO_RULE = setup -> batch -> 0;

    /**
     * Computes the first test examples.
     *
     * @param weights arrays under the names of {@link NetworkWeights}; those of the learning rule are not used
     * @param limit the most examples
     * @return empty for a network without a hidden layer, and for data without classes or without test examples
     * @throws IllegalArgumentException if the weights are those of another network
     */
    public static Optional<HiddenRepresentation> of(
            NetworkTraining task, Split split, long seed, List<NamedArray> weights, int limit) {
        int[] rows = Arrays.copyOf(split.test(), Math.min(limit, split.test().length));
        if (!split.hasClasses() || rows.length == 0) {
            return Optional.empty();
        }
        NetworkSpec network =
                new NetworkSpec(split.shape(), task.network(), task.loss().component(), split.targets());
        int batch = Math.min(BATCH, rows.length);
        Learner learner = new Learner(seed, network, NO_RULE, batch, true);
        int hidden = learner.network().depth() - 2;
        if (hidden < 0) {
            return Optional.empty();
        }
        weights.stream().filter(a -> !a.name().startsWith(NetworkWeights.RULE)).forEach(learner.weights()::set);
        Batches examples = new Batches(split.inspecting(rows), batch, TrainingSettings.Order.AS_IS, seed);
        return Optional.of(compute(learner, hidden, examples, rows.length));
    }

    private static HiddenRepresentation compute(Learner learner, int layer, Batches examples, int count) {
        int width = learner.network().layers().get(layer).outputs();
        float[] outputs = new float[count * width];
        int[] labels = new int[count];
        int done = 0;
        for (long step = 1; done < count; step++) {
            examples.gather(step);
            Matrix here = learner.responses(examples).get(layer).output();
            for (int r = 0; r < examples.rows(); r++, done++) {
                labels[done] = examples.label(r);
                for (int c = 0; c < width; c++) {
                    outputs[done * width + c] = here.get(r, c);
                }
            }
        }
        return new HiddenRepresentation(outputs, labels);
    }
}
