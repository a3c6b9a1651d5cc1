package dev.engram.plugins.learningrules;

import dev.engram.spi.Batch;
import dev.engram.spi.Component;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Trace;
import java.util.Set;

/**
 * The averaged perceptron: trains as the perceptron does and predicts with the mean of all weights so far, which
 * comes to rest where the weights themselves do not.
 *
 * <pre>
 * mean <- mean + (w - mean) / t        w: the weights and biases before step t = 1, 2, ...
 * </pre>
 *
 * A weight counts for every step that it survives, as in voting. For one layer and data that are not separable. Needs
 * sgd and keeps a second set of weights. The loss reported in training is that of the weights, the prediction has none.
 * Freund and Schapire 1999; Collins 2002.
 */
@Component("averaged-perceptron")
public record AveragedPerceptron() implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Mistakes.NEEDS;
  }

  @Override
  public Session open(Setup setup) {
    Layer layer = setup.network().last();
    return new Averaging(setup, layer, setup.trace(layer), setup.perExample(layer.units()), setup.perExample(1),
        new Mistakes.Other(setup), setup.state("steps", 1, 1));
  }

  private record Averaging(Setup setup, Layer layer, Trace trace, Scratch mistakes, Scratch each, Mistakes.Other mean,
      Scratch steps) implements Session.Predicting {
    @Override
    public double learn(Batch batch) {
      layer.forward(batch.inputs(), trace);
      mean.approach(1 / ++steps.data()[0]);
      Mistakes.errors(batch.targets(), trace.pre(), mistakes);
      layer.credit(mistakes, trace);
      return setup.loss().losses(trace, batch.targets(), each);
    }

    @Override
    public void predict(Matrix inputs, Scratch scores) {
      mean.predict(inputs, scores);
    }
  }
}
