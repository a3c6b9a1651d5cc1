package dev.engram.plugins.optimizers;

/** Signs in loops. */
final class Signs {
    /** Lifts the smallest float above 1 when it is multiplied by this twice. */
    private static final float LIFT = 0x1p127f;

    private Signs() {}

    /**
     * What {@link Math#signum(float)} gives, without its branches: on numbers whose signs follow no pattern these cost
     * most of a step, and keep it from becoming SIMD.
     */
    static float signum(float x) {
        return Math.max(-1f, Math.min(1f, x * LIFT * LIFT));
    }
}
