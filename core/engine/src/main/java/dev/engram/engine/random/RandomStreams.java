package dev.engram.engine.random;

/**
 * Named streams of random numbers. The key of a stream is a hash of the seed and of a path such as {@code
 * init/0/weights}, so that adding a consumer does not change the numbers of another.
 */
public final class RandomStreams {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private RandomStreams() {}

    /** Returns the stream of a seed and a path. */
    public static RandomStream of(long seed, String path) {
        return new RandomStream(key(seed, hash(path)));
    }

    /** Returns the key of the stream of a seed and a path, for {@link #gaussianAt}. */
    public static long key(long seed, String path) {
        return key(seed, hash(path));
    }

    /** Returns what {@link RandomStream#gaussian} returns after {@code n} calls of it on the stream of this key. */
    public static float gaussianAt(long key, long n) {
        return RandomStream.gaussian(at(key, n + 1));
    }

    static long key(long seed, long nameHash) {
        return mix(mix(seed + GOLDEN) ^ nameHash);
    }

    /** Returns a 64-bit hash of the characters of a name. */
    static long hash(String name) {
        long h = GOLDEN;
        for (int i = 0; i < name.length(); i++) {
            h = mix(h ^ (name.charAt(i) + GOLDEN));
        }
        return h;
    }

    /**
     * Returns output {@code n} of the sequence with this key: SplitMix64 (Steele, Lea, Flood 2014) with random
     * access.
     */
    static long at(long key, long n) {
        return mix(key + GOLDEN * n);
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
