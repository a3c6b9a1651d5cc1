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
 * The pocket perceptron: trains as the perceptron does and keeps in its pocket, to predict with, the weights that gave
 * most right answers before they had to change.
 *
 * <pre>
 * right <- right + right answers of the batch
 * where right > best: best <- right, pocket <- w;   after a mistake: right <- 0
 * </pre>
 *
 * With batches of one these are the right answers in a row; with the whole training set in every batch it is their
 * number on the training set (the ratchet). For one layer and data that are not separable. Needs sgd and keeps a second
 * set of weights. The loss reported in training is that of the weights, the prediction has none. Gallant 1990.
 */
@Component("pocket-perceptron")
public record PocketPerceptron() implements LearningRule {
  @Override
  public Set<Need> needs() {
    return Mistakes.NEEDS;
  }

  @Override
  public Session open(Setup setup) {
    Layer layer = setup.network().last();
    return new Pocketing(setup, layer, setup.trace(layer), setup.perExample(layer.units()), setup.perExample(1),
        new Mistakes.Other(setup), setup.state("right", 1, 1), setup.state("best", 1, 1));
  }

  private record Pocketing(Setup setup, Layer layer, Trace trace, Scratch mistakes, Scratch each, Mistakes.Other pocket,
      Scratch right, Scratch best) implements Session.Predicting {
    @Override
    public double learn(Batch batch) {
      layer.forward(batch.inputs(), trace);
      int answers = Mistakes.errors(batch.targets(), trace.pre(), mistakes);
      float[] run = right.data(), record = best.data();
      run[0] += answers;
      if (run[0] > record[0]) {
        record[0] = run[0];
        pocket.approach(1);
      }
      if (answers < batch.rows()) {
        run[0] = 0;
      }
      layer.credit(mistakes, trace);
      return setup.loss().losses(trace, batch.targets(), each);
    }

    @Override
    public void predict(Matrix inputs, Scratch scores) {
      pocket.predict(inputs, scores);
    }
  }
}
