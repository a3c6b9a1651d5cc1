package dev.engram.engine.inspect;

import dev.engram.engine.data.Batches;
import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;

/**
 * Gradients of back-propagation on chosen training examples, between two steps. Leaves no trace in the run: neither in
 * the gradient of the arena nor in the operations that are counted.
 */
public final class ExampleGradients {
    private final LearningSource source;
    private final Split split;
    private final int capacity;
    private final float[] kept;

    /**
     * @param source a source whose learner has a true gradient
     * @param capacity the most examples that the learner takes at once
     */
    public ExampleGradients(LearningSource source, Split split, int capacity) {
        this.source = source;
        this.split = split;
        this.capacity = capacity;
        kept = new float[source.arena().gradient().length];
    }

    /**
     * Overwrites {@code gradient} with the gradient of the mean loss.
     *
     * @param examples numbers of training examples, at most the capacity
     */
    public void gradient(int[] examples, float[] gradient) {
        uncounted(() -> {
            Batches batch = batch(examples, 0, examples.length);
            source.learner().computeTrueGradient(batch);
            System.arraycopy(source.arena().gradient(), 0, gradient, 0, kept.length);
        });
    }

    /**
     * Overwrites {@code product} with the Hessian of the mean loss times {@code direction}.
     *
     * @param examples numbers of training examples, any number of them
     */
    public void hessianProduct(int[] examples, double[] direction, double[] product) {
        uncounted(() -> {
            double[] part = new double[product.length];
            double[] sum = new double[product.length];
            for (int first = 0; first < examples.length; first += capacity) {
                int n = Math.min(capacity, examples.length - first);
                new HessianProduct(
                                source,
                                batch(examples, first, n),
                                source.arena().theta())
                        .multiply(direction, part);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += part[i] * n;
                }
            }
            for (int i = 0; i < sum.length; i++) {
                product[i] = sum[i] / examples.length;
            }
        });
    }

    private Batches batch(int[] examples, int first, int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = split.training()[examples[first + i]];
        }
        Batches batch = new Batches(split.inspecting(rows), count, TrainingSettings.Order.AS_IS, 0);
        batch.gather(1);
        return batch;
    }

    private void uncounted(Runnable computation) {
        Learner learner = source.learner();
        float[] gradient = source.arena().gradient();
        long counted = learner.operations().multiplyAdds();
        System.arraycopy(gradient, 0, kept, 0, kept.length);
        try {
            computation.run();
        } finally {
            System.arraycopy(kept, 0, gradient, 0, kept.length);
            learner.operations().reset(counted);
        }
    }
}
