package dev.engram.plugins.initialisers;

import dev.engram.spi.Rng;
import java.util.SplittableRandom;

/** A stream with a fixed seed; Gaussian numbers by Box and Muller. */
final class TestRng implements Rng {
    private final SplittableRandom random;

    TestRng(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public float uniform() {
        return (random.nextInt() >>> 8) * 0x1p-24f;
    }

    @Override
    public float gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return (float) (radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble()));
    }

    @Override
    public int uniformInt(int n) {
        return random.nextInt(n);
    }
}
