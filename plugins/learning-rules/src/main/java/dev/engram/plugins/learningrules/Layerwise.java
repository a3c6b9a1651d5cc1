package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import java.util.EnumSet;
import java.util.Set;

/**
 * One local rule for the hidden layers, another for the last: features without a teacher and a read-out with one.
 *
 * <pre>
 * G_l = hidden's for l < L;   G_L = output's
 * </pre>
 *
 * Every layer learns in every step, from what the layers below put out at that moment. soft-hebb and krotov-hopfield do
 * this by themselves, with the delta rule on top. A rule that is for an output layer (delta, perceptron, clamped Hebb)
 * cannot be the hidden one.
 */
@Component("layerwise")
public record Layerwise(
        @Hyper(value = "soft-hebb", doc = "local rule of all layers but the last")
        LocalRule hidden,

        @Hyper(value = "delta", doc = "local rule of the last layer; delta: its true gradient")
        LocalRule output)
        implements LearningRule {
    /** Needs that concern the activation of a layer, and so only the layers that a rule has. */
    private static final Set<Requirement> ACTIVATION_REQUIREMENTS =
            Set.of(Requirement.SLOPES, Requirement.NOT_NEGATIVE);

    public Layerwise {
        if (hidden.requirements().contains(Requirement.ONE_LAYER)) {
            throw new IncompatibleException(
                    "a rule for an output layer cannot train hidden ones; write it under output, and soft-hebb, "
                            + "krotov-hopfield, oja or sanger, for example, under hidden");
        }
    }

    @Override
    public Set<Requirement> requirements() {
        Set<Requirement> all = EnumSet.of(Requirement.HIDDEN_LAYER);
        all.addAll(hidden.requirements());
        all.addAll(output.requirements());
        all.remove(Requirement.ONE_LAYER); // the output's rule has one layer to itself
        all.removeAll(ACTIVATION_REQUIREMENTS);
        return all;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return bind(setup, hidden, output);
    }

    /** Also for rules that bring their own read-out. */
    static BoundRule bind(Setup setup, LocalRule hidden, LocalRule output) {
        for (Layer l : setup.network().layers()) {
            boolean last = l == setup.network().last();
            Set<Requirement> requirements = (last ? output : hidden).requirements();
            boolean
                    slopes =
                            !requirements.contains(Requirement.SLOPES)
                                    || l.activation().differentiable(),
                    range =
                            !requirements.contains(Requirement.NOT_NEGATIVE)
                                    || l.activation().min() >= 0;
            if (!slopes || !range) {
                throw new IncompatibleException("the rule of the " + (last ? "last layer" : "hidden layers")
                        + " needs activations " + (slopes ? "that are never negative, such as relu" : "with a slope"));
            }
        }
        return setup.local(layer -> layer == setup.network().last() ? output : hidden);
    }

    /** A rule without a teacher: alone on a single layer; below a read-out, trained by its true gradient, on several. */
    static BoundRule withReadout(Setup setup, LocalRule rule) {
        return setup.network().depth() == 1 ? setup.local(layer -> rule) : bind(setup, rule, new Delta());
    }
}
