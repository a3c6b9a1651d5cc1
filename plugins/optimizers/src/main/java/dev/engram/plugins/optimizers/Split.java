package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Different optimizers for different parameters, such as one learning rate for weights and another for biases.
 *
 * <pre>
 * part   hidden    weight matrices of the network that are neither first nor last
 *        weights   weight matrices of the network
 *        network   all parameters of the network; the others are the learning rule's own
 * </pre>
 *
 * Layer restricts the part to one layer: {@code part: weights, layer: 1} is the matrix layer1/weights alone, {@code
 * part: network, layer: last} all parameters of the last layer. Rates for several layers are splits inside splits:
 * the inner one replaces {@code otherwise}. A layer that does not exist is an error.
 *
 * <p>Each optimizer receives only its own part, so that norms are over that part. A part of one layer leaves a rest
 * that is not contiguous in memory. An optimizer then updates each contiguous range by itself, which changes results
 * only for optimizers with norms or sums over all parameters. State: that of both optimizers. Neither may evaluate the
 * loss again, as sam and l-bfgs do.
 */
@Component("split")
public record Split(
        @Hyper(value = "weights", doc = "parameters of the first optimizer: hidden, weights or network")
        Part part,

        @Hyper(doc = "optimizer of this part") Optimizer then,

        @Hyper(doc = "optimizer of all other parameters") Optimizer otherwise,

        @Hyper(
                value = "any",
                omitDefault = true,
                doc = "layer of the first optimizer's parameters: its number from 0, its name (layer1), last, or any")
        LayerChoice layer)
        implements Optimizer {
    /** Splits by the role of parameters in all layers. */
    public Split(Part part, Optimizer then, Optimizer otherwise) {
        this(part, then, otherwise, LayerChoice.ANY);
    }

    /** A part of the parameters. It and its complement are each one segment of the arena. */
    public enum Part {
        HIDDEN(Parameter::isHiddenWeight),
        WEIGHTS(Parameter::isWeight),
        NETWORK(Parameter::inNetwork);

        private final Predicate<Parameter> inside;

        Part(Predicate<Parameter> in) {
            this.inside = in;
        }

        boolean contains(Parameter p) {
            return inside.test(p);
        }
    }

    @Override
    public Set<Requirement> requirements() {
        Set<Requirement> all = EnumSet.noneOf(Requirement.class);
        all.addAll(then.requirements());
        all.addAll(otherwise.requirements());
        return all;
    }

    @Override
    public boolean supports(Parameter p) {
        return (layer.inside(part).test(p) ? then : otherwise).supports(p);
    }

    @Override
    public void update(Step s) {
        if (seesAllWeights(s)) {
            requireLayers(s.parameters());
        }
        s.updateWith("then", then, layer.inside(part));
        s.updateWith("otherwise", otherwise, layer.outside(part));
    }

    /** Returns false for a split inside a split that sees only a range of the rest. Weights are first in the arena. */
    private static boolean seesAllWeights(Step s) {
        List<Parameter> all = s.parameters();
        return s.from() == 0
                && (s.to() == s.theta().length || !all.get(all.size() - 1).isWeight());
    }

    /** Throws if the layer of this split, or of a split inside it, does not exist. */
    private void requireLayers(List<Parameter> all) {
        boolean found = layer.isAny();
        for (int i = 0; i < all.size() && !found; i++) {
            found = layer.inside(part).test(all.get(i));
        }
        if (!found) {
            throw new IncompatibleException("the split selects no parameters in layer " + layer
                    + "; layers are counted from 0, and 'part: hidden' excludes the first and the last");
        }
        if (then instanceof Split inner) {
            inner.requireLayers(all);
        }
        if (otherwise instanceof Split inner) {
            inner.requireLayers(all);
        }
    }
}
