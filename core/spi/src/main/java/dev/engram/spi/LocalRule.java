package dev.engram.spi;

/**
 * A learning rule that sees only the synapses of one layer and at most one signal from outside the layer. Locality is
 * therefore guaranteed by the type. To treat layers differently, override {@link #bind} and call {@link Setup#local}.
 */
public interface LocalRule extends LearningRule, LayerRule {
    @Override
    default BoundRule bind(Setup setup) {
        return setup.local(layer -> this);
    }
}
