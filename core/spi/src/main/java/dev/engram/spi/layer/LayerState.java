package dev.engram.spi.layer;

/** Untrained state of a stage, saved with the run. */
@FunctionalInterface
public interface LayerState {
    /** Returns the numbers: the array itself, which only {@link Stage#update} may write. */
    float[] values();
}
