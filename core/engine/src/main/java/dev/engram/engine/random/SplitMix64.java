package dev.engram.engine.random;

/** SplitMix64 (Steele, Lea, Flood 2014) with random access. */
final class SplitMix64 {
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    static final long FIRST_FACTOR = 0xBF58476D1CE4E5B9L, SECOND_FACTOR = 0x94D049BB133111EBL;

    private SplitMix64() {}

    /** Returns output {@code n} of the sequence with this key. */
    static long at(long key, long n) {
        return mix(key + GOLDEN * n);
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * FIRST_FACTOR;
        z = (z ^ (z >>> 27)) * SECOND_FACTOR;
        return z ^ (z >>> 31);
    }
}
