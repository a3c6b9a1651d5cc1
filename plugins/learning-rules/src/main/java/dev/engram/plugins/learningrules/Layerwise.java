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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One local rule for the hidden layers and another for the last: unsupervised features with a supervised read-out.
 *
 * <pre>
 * G_l = hidden's for l < L;   G_L = output's
 * </pre>
 *
 * Every layer learns in every step, from the current outputs of the layers below. soft-hebb and krotov-hopfield do
 * this by themselves, with the delta rule for the last layer. A rule for an output layer (delta, perceptron, clamped
 * Hebb) cannot train hidden layers.
 */
@Component("layerwise")
public record Layerwise(
        @Hyper(value = "soft-hebb", doc = "local rule of all layers but the last")
        LocalRule hidden,

        @Hyper(value = "delta", doc = "local rule of the last layer; delta: its true gradient")
        LocalRule output)
        implements LearningRule {
    /** Requirements on a layer's activation, which apply only to the layers that the rule trains. */
    private static final Set<Requirement> ACTIVATION_REQUIREMENTS =
            Set.of(Requirement.SLOPES, Requirement.NOT_NEGATIVE);

    public Layerwise {
        if (hidden.requirements().contains(Requirement.ONE_LAYER)) {
            throw new IncompatibleException(
                    "a rule for an output layer cannot train hidden layers; set it as output, and set hidden to a"
                            + " rule such as soft-hebb, krotov-hopfield, oja or sanger");
        }
    }

    @Override
    public Set<Requirement> requirements() {
        Set<Requirement> all = EnumSet.of(Requirement.HIDDEN_LAYER);
        all.addAll(hidden.requirements());
        all.addAll(output.requirements());
        all.remove(Requirement.ONE_LAYER); // the output's rule trains one layer only
        all.removeAll(ACTIVATION_REQUIREMENTS);
        return all;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return bind(setup, hidden, output);
    }

    /** Also used by rules with their own read-out. */
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
        List<Layer> below = new ArrayList<>(setup.network().layers());
        List<Layer> last = List.of(below.remove(below.size() - 1));
        return setup.local(
                layer -> last.contains(layer) ? ofLayer(output, layer, last) : ofLayer(hidden, layer, below));
    }

    private static LocalRule ofLayer(LocalRule rule, Layer layer, List<Layer> trained) {
        return rule instanceof SoftHebb s ? s.ofLayer(trained.indexOf(layer), trained.size()) : rule;
    }

    /** Binds an unsupervised rule: alone on one layer; on several, below a read-out trained by its true gradient. */
    static BoundRule withReadout(Setup setup, LocalRule rule) {
        List<Layer> layers = List.copyOf(setup.network().layers());
        return layers.size() == 1 ? setup.local(layer -> ofLayer(rule, layer, layers)) : bind(setup, rule, new Delta());
    }
}
