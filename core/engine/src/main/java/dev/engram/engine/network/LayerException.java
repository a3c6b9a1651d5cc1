package dev.engram.engine.network;

/** Reports that a layer cannot be built at its place in the network. */
public final class LayerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String path;

    LayerException(String path, String reason, RuntimeException cause) {
        super(reason, cause);
        this.path = path;
    }

    /** Returns the path of the layer in the list of layers, such as "2" or "3.residual.layers.0". */
    public String path() {
        return path;
    }
}
