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
        Learner learner = new Learner(seed, network, NO_RULE, rows.length, true);
        int hidden = learner.network().depth() - 2;
        if (hidden < 0) {
            return Optional.empty();
        }
        weights.stream().filter(a -> !a.name().startsWith(NetworkWeights.RULE)).forEach(learner.weights()::set);
        Batches examples = new Batches(split.inspecting(rows), rows.length, TrainingSettings.Order.AS_IS, seed);
        examples.gather(1);
        Matrix outputs = learner.responses(examples).get(hidden).output();
        return Optional.of(new HiddenRepresentation(copy(outputs), labels(examples)));
    }

    private static float[] copy(Matrix m) {
        float[] all = new float[m.rows() * m.cols()];
        for (int i = 0; i < all.length; i++) {
            all[i] = m.get(i / m.cols(), i % m.cols());
        }
        return all;
    }

    private static int[] labels(Batches examples) {
        int[] labels = new int[examples.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = examples.label(i);
        }
        return labels;
    }
}
