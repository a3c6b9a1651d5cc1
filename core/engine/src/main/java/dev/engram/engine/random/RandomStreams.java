package dev.engram.engine.random;

/**
 * Named streams of random numbers. The key of a stream is a hash of the seed and of a path such as {@code
 * init/0/weights}, so that adding a consumer does not change the numbers of another.
 */
public final class RandomStreams {
    private RandomStreams() {}

    /** Returns the stream of a seed and a path. */
    public static RandomStream of(long seed, String path) {
        return new RandomStream(key(seed, hash(path)), new GaussianBlock());
    }

    /** Returns the key of the stream of a seed and a path, for {@link #gaussianAt}. */
    public static long key(long seed, String path) {
        return key(seed, hash(path));
    }

    /** Returns what {@link RandomStream#gaussian} returns after {@code n} calls of it on the stream of this key. */
    public static float gaussianAt(long key, long n) {
        return RandomStream.gaussian(SplitMix64.at(key, n + 1));
    }

    static long key(long seed, long nameHash) {
        return SplitMix64.mix(SplitMix64.mix(seed + SplitMix64.GOLDEN) ^ nameHash);
    }

    /** Returns a 64-bit hash of the characters of a name. */
    static long hash(String name) {
        long h = SplitMix64.GOLDEN;
        for (int i = 0; i < name.length(); i++) {
            h = SplitMix64.mix(h ^ (name.charAt(i) + SplitMix64.GOLDEN));
        }
        return h;
    }
}
