package dev.engram.spi.layer;

/**
 * A range of the parameters of a run. The same indices hold its values, its gradient and its direction. The range is
 * known once all layers are bound, so read it in each call.
 */
public interface LayerParameter {
    /** Returns the first index. */
    int from();

    /** Returns how many numbers it has. */
    int size();
}
