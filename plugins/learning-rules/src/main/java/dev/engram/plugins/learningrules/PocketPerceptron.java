package dev.engram.plugins.learningrules;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * The pocket perceptron: trains like the perceptron, and predicts with the weights that had the longest run of
 * correct predictions before they had to change.
 *
 * <pre>
 * right <- right + right answers of the batch
 * where right > best: best <- right, pocket <- w;   after a mistake: right <- 0
 * </pre>
 *
 * With batches of one this is a run of consecutive correct predictions; with the whole training set in every batch
 * it is their number on the training set (the ratchet). For one layer and data that are not separable. Needs sgd.
 * State: a second set of weights. The loss reported during training is that of the weights; the prediction has none.
 * Gallant 1990.
 */
@Component("pocket-perceptron")
public record PocketPerceptron() implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return PerceptronErrors.REQUIREMENTS;
    }

    @Override
    public BoundRule bind(Setup setup) {
        Layer layer = setup.network().last();
        return new Bound(
                setup,
                layer,
                setup.activations(layer),
                setup.perExample(layer.units()),
                setup.perExample(1),
                new PerceptronErrors.StoredWeights(setup),
                new Runs(setup.state("right", 1, 1), setup.state("best", 1, 1)));
    }

    /** Correct predictions of the current and of the best run. */
    private record Runs(Scratch current, Scratch best) {}

    private record Bound(
            Setup setup,
            Layer layer,
            Activations activations,
            Scratch mistakes,
            Scratch each,
            PerceptronErrors.StoredWeights pocket,
            Runs runs)
            implements BoundRule.Predictor {
        @Override
        public double learn(Batch batch) {
            layer.forward(batch.inputs(), activations);
            int answers = PerceptronErrors.errors(batch.targets(), activations.preActivation(), mistakes);
            float[] run = runs.current().data(), record = runs.best().data();
            run[0] += answers;
            if (run[0] > record[0]) {
                record[0] = run[0];
                pocket.lerp(1);
            }
            if (answers < batch.rows()) {
                run[0] = 0;
            }
            layer.credit(mistakes, activations);
            return setup.loss().valueAndLosses(activations, batch.targets(), each);
        }

        @Override
        public void predict(Matrix inputs, Scratch scores) {
            pocket.predict(inputs, scores);
        }
    }
}
