package dev.engram.plugins.learningrules;

import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Layer;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * The perceptron rule: learns only from misclassified examples. For one layer.
 *
 * <pre>
 * one unit, t in {-1, +1}:   d = -t where t a <= 0, else 0                              a: the pre-activation
 * K units, class k:          d_k = -1 and d_c = +1 where c = argmax a is not k, else 0
 * G = D' X / B
 * </pre>
 *
 * On separable data, with batches of one and from zero weights, it makes at most (R / margin)^2 mistakes (R: the
 * length of the longest input with its bias input of 1; margin: that of the best unit vector). On other data it
 * never converges: see averaged-perceptron and pocket-perceptron. The step is defined by the rule and needs sgd,
 * usually {sgd: {rate: 1}}; from zero weights, the learning rate scales the weights and changes no prediction. A
 * single unit separates two classes (coding: signed or binary) and predicts 1 above 0, else 0; it then has no loss
 * to report. It counts its mistakes (metric mistakes, exact up to 2^24). Local: sees its input and the target.
 * Rosenblatt 1958; the bound: Novikoff 1962.
 */
@Component("perceptron")
public record Perceptron() implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return PerceptronErrors.REQUIREMENTS;
    }

    @Override
    public Signal signal() {
        return Signal.TARGET;
    }

    @Override
    public void learn(Synapses s) {
        Scratch d = s.perExample("errors", s.preActivation().cols());
        int right = PerceptronErrors.errors(s.signal(), s.preActivation(), d);
        s.state("mistakes", 1, 1).data()[0] += d.rows() - right;
        s.credit(d);
    }

    @Override
    public BoundRule bind(Setup setup) {
        BoundRule usual = setup.local(layer -> this);
        return setup.targets() == 1 ? new Bound(usual, setup.network().last()) : usual;
    }

    /** The rule bound to one unit, which predicts by the sign of its pre-activation. */
    private record Bound(BoundRule delegate, Layer layer) implements BoundRule.Predictor {
        @Override
        public double learn(Batch batch) {
            return delegate.learn(batch);
        }

        @Override
        public void predict(Matrix inputs, Scratch scores) {
            layer.affine(inputs, scores);
            PerceptronErrors.threshold(scores);
        }
    }
}
