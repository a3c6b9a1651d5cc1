package dev.engram.plugins.optimizers;

/** The sign function for loops. */
final class Signs {
    /** Factor that, applied twice, makes the smallest float larger than 1. */
    private static final float LIFT = 0x1p127f;

    private Signs() {}

    /**
     * Returns the same as {@link Math#signum(float)}, without branches. With unpredictable signs, branches cost most of
     * a step and prevent vectorisation.
     */
    static float signum(float x) {
        return Math.max(-1f, Math.min(1f, x * LIFT * LIFT));
    }
}
