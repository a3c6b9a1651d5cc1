package dev.engram.plugins.activations;

/**
 * A unit step that the JIT vectorises (minimum and product). A comparison with two outcomes stays scalar on Java 17.
 */
final class UnitStep {
    /** Factor whose square makes even the smallest positive float (1.4e-45) larger than 1. */
    static final float HUGE = 1e38f;

    private UnitStep() {}

    /** Returns 1 for x > 0, 0 for x = 0, and at most 0 for x < 0. */
    static float above(float x) {
        return Math.min(1f, x * HUGE * HUGE);
    }
}
