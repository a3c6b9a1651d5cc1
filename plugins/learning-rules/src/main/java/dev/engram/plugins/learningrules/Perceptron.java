package dev.engram.plugins.learningrules;

import dev.engram.spi.Batch;
import dev.engram.spi.Component;
import dev.engram.spi.Layer;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Scratch;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * The perceptron rule: learns from mistakes only. For one layer.
 *
 * <pre>
 * one unit, t in {-1, +1}:   d = -t where t a <= 0, else 0                              a: the pre-activation
 * K units, class k:          d_k = -1 and d_c = +1 where c = argmax a is not k, else 0
 * G = D' X / B
 * </pre>
 *
 * On separable data, with batches of one and from zero weights, it makes at most (R / margin)^2 mistakes (R: the length
 * of the longest input with its bias input of 1; margin: that of the best unit vector); on others it never comes to
 * rest: see averaged-perceptron and pocket-perceptron. Its step is its own and needs sgd, usually {sgd: {rate: 1}}; from
 * zero weights the rate scales the weights and changes no answer. A single unit serves two classes (coding: signed or
 * binary) and answers 1 above 0, else 0; it then has no loss to report. Local: sees its input and the target.
 * Rosenblatt 1958; the bound: Novikoff 1962.
 */
@Component("perceptron")
public record Perceptron() implements LocalRule {
  @Override
  public Set<Need> needs() {
    return Mistakes.NEEDS;
  }

  @Override
  public Signal signal() {
    return Signal.TARGET;
  }

  @Override
  public void learn(Synapses s) {
    Scratch d = s.perExample("mistakes", s.pre().cols());
    Mistakes.errors(s.signal(), s.pre(), d);
    s.credit(d);
  }

  @Override
  public Session open(Setup setup) {
    Session usual = setup.local(layer -> this);
    return setup.targets() == 1 ? new Single(usual, setup.network().last()) : usual;
  }

  /** One unit, whose answer is the side of its threshold that it is on. */
  private record Single(Session usual, Layer layer) implements Session.Predicting {
    @Override
    public double learn(Batch batch) {
      return usual.learn(batch);
    }

    @Override
    public void predict(Matrix inputs, Scratch scores) {
      layer.affine(inputs, scores);
      Mistakes.threshold(scores);
    }
  }
}
