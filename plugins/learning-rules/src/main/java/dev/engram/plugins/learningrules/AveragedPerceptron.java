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
 * The averaged perceptron: trains like the perceptron, and predicts with the mean of all weights so far, which
 * converges where the weights themselves do not.
 *
 * <pre>
 * mean <- mean + (w - mean) / t        w: the weights and biases before step t = 1, 2, ...
 * </pre>
 *
 * A weight counts once for every step that it survives, as in voting. For one layer and data that are not separable.
 * Needs sgd. State: a second set of weights. The loss reported during training is that of the weights; the
 * prediction has none.
 * Freund and Schapire 1999; Collins 2002.
 */
@Component("averaged-perceptron")
public record AveragedPerceptron() implements LearningRule {
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
                setup.state("steps", 1, 1));
    }

    private record Bound(
            Setup setup,
            Layer layer,
            Activations activations,
            Scratch mistakes,
            Scratch each,
            PerceptronErrors.StoredWeights mean,
            Scratch steps)
            implements BoundRule.Predictor {
        @Override
        public double learn(Batch batch) {
            layer.forward(batch.inputs(), activations);
            mean.lerp(1 / ++steps.data()[0]);
            PerceptronErrors.errors(batch.targets(), activations.preActivation(), mistakes);
            layer.credit(mistakes, activations);
            return setup.loss().valueAndLosses(activations, batch.targets(), each);
        }

        @Override
        public void predict(Matrix inputs, Scratch scores) {
            mean.predict(inputs, scores);
        }
    }
}
