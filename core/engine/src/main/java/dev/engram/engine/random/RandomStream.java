package dev.engram.engine.random;

import dev.engram.spi.Rng;

/** A stream of random numbers. The n-th number depends only on n and the key. Not thread-safe. */
public final class RandomStream implements Rng {
    private final GaussianBlock block;
    private long key;
    private long n;

    /** @param block working memory, which streams of one thread may share */
    RandomStream(long key, GaussianBlock block) {
        this.key = key;
        this.block = block;
    }

    /** Restarts this object as the stream of another key. */
    void reset(long key) {
        this.key = key;
        n = 0;
    }

    private long next() {
        return SplitMix64.at(key, ++n);
    }

    @Override
    public float uniform() {
        return (next() >>> 40) * 0x1p-24f;
    }

    @Override
    public float gaussian() {
        return gaussian(next());
    }

    static float gaussian(long bits) {
        return (float) NormalQuantile.of(NormalQuantile.probability(bits));
    }

    /** Fills an array from {@code from} to {@code to} with what as many calls of {@link #gaussian()} return. */
    public void fillGaussian(float[] out, int from, int to) {
        block.fill(key, n, out, from, to);
        n += to - from;
    }

    /** Fills an array with 1 where {@link #uniform} is at least 1/2, that is where its first bit is set, and -1. */
    public void fillSigns(float[] out, int from, int to) {
        GaussianBlock.fillSigns(key, n, out, from, to);
        n += to - from;
    }

    @Override
    public int uniformInt(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("uniformInt(" + n + "): the bound must be at least 1");
        }
        // Lemire 2019: multiply, and reject the few values that would make some results more likely.
        long product = (next() >>> 32) * n;
        long low = product & 0xFFFFFFFFL;
        if (low < n) {
            long threshold = (0x100000000L - n) % n;
            while (low < threshold) {
                product = (next() >>> 32) * n;
                low = product & 0xFFFFFFFFL;
            }
        }
        return (int) (product >>> 32);
    }

    /** Shuffles the first {@code n} numbers of {@code order} (Fisher and Yates). */
    public void shuffle(int[] order, int n) {
        for (int i = n - 1; i > 0; i--) {
            int j = uniformInt(i + 1);
            int keep = order[i];
            order[i] = order[j];
            order[j] = keep;
        }
    }
}
