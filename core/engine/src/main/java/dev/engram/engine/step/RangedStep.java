package dev.engram.engine.step;

import dev.engram.spi.Step;

/** A step of one range of the parameters after the other. */
interface RangedStep extends Step {
    /** Selects the parameters from {@code from} to {@code to - 1}. */
    void setRange(int from, int to);
}
