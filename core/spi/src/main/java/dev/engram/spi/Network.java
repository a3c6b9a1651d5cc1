package dev.engram.spi;

import java.util.List;

/** The network, read only. */
public interface Network {
    List<Layer> layers();

    default int depth() {
        return layers().size();
    }

    default Layer layer(int l) {
        return layers().get(l);
    }

    default Layer last() {
        return layer(depth() - 1);
    }

    /** Forward pass; {@code pass[l]} then holds what layer l saw and did. */
    void forward(Matrix x, Activations[] pass);

    /** The same with a word in between: touch each layer's pre-activation before it is used. */
    void forward(Matrix x, Activations[] pass, PreActivationHook preActivationHook);

    /** The same at the parameters theta + c * direction ({@link Setup#likeParameters}). */
    void forward(Matrix x, Activations[] pass, float c, Matrix direction);

    /** gradient += scale * direction, for all parameters of the network. */
    void credit(float scale, Matrix direction);

    /** Called with the index of a layer and its pre-activation, which it may change. */
    @FunctionalInterface
    interface PreActivationHook {
        void apply(int layer, Scratch preActivation);
    }
}
