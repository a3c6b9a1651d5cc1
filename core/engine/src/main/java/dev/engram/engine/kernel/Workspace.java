package dev.engram.engine.kernel;

import dev.engram.engine.kernel.vector.VectorModule;

/**
 * Working memory of the products. Each run has one, used by one thread. It grows on first use and then allocates
 * nothing.
 */
public final class Workspace {
    private static final float[] NONE = {};

    private float[] left = NONE;
    private float[] right = NONE;
    private float[] result = NONE;
    private float[] zeros = NONE;
    private TiledProduct tiled;
    private BlockedProduct blocked;
    private Correlation correlation;
    private PatchProduct patchProduct;
    private ChannelsLastGradient channelsLastGradient;
    private ExampleLanes exampleLanes;
    private VectorPooling pooling;
    private PositionSums sums;
    private final boolean vector;

    public Workspace() {
        this(VectorModule.PRESENT);
    }

    /** @param vector whether convolutions and pools use the Vector API; the bits are the same */
    Workspace(boolean vector) {
        this.vector = vector;
    }

    float[] left(int length) {
        return left.length < length ? left = new float[grown(length)] : left;
    }

    float[] right(int length) {
        return right.length < length ? right = new float[grown(length)] : right;
    }

    float[] result(int length) {
        return result.length < length ? result = new float[grown(length)] : result;
    }

    /** Must not be written to. */
    float[] zeros(int length) {
        return zeros.length < length ? zeros = new float[grown(length)] : zeros;
    }

    TiledProduct tiled() {
        return tiled == null ? tiled = new TiledProduct() : tiled;
    }

    BlockedProduct blocked() {
        return blocked == null ? blocked = new BlockedProduct() : blocked;
    }

    Correlation correlation() {
        return correlation == null ? correlation = new Correlation(vector) : correlation;
    }

    PatchProduct patchProduct() {
        return patchProduct == null ? patchProduct = new PatchProduct(vector) : patchProduct;
    }

    ChannelsLastGradient channelsLastGradient() {
        return channelsLastGradient == null ? channelsLastGradient = new ChannelsLastGradient() : channelsLastGradient;
    }

    ExampleLanes exampleLanes() {
        return exampleLanes == null ? exampleLanes = new ExampleLanes() : exampleLanes;
    }

    /** Returns whether convolutions and pools use the Vector API. */
    boolean vector() {
        return vector;
    }

    PositionSums sums() {
        return sums == null ? sums = new PositionSums(vector) : sums;
    }

    /** Returns null without the Vector API. */
    VectorPooling pooling() {
        return pooling == null && vector ? pooling = new VectorPooling() : pooling;
    }

    /** Returns the length rounded up, so that nearly equal shapes share one growth. */
    private static int grown(int length) {
        return Math.addExact(length, 1023) & -1024;
    }
}
