package dev.engram.plugins.landscapes;

/**
 * The legacy generator of NumPy, {@code RandomState}: Mersenne Twister (Matsumoto and Nishimura 1998), with normal
 * numbers by the polar method. For data that others drew with it; everything else uses the streams of a run.
 */
final class NumpyRandom {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int MATRIX = 0x9908b0df;

    private final int[] state = new int[SIZE];
    private int next = SIZE;
    private double spare;
    private boolean hasSpare;

    NumpyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
        }
        next = 0;
    }

    private int bits() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** Returns a number in [0, 1) with 53 random bits. */
    double uniform() {
        int high = bits() >>> 5;
        int low = bits() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    double normal() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double a;
        double b;
        double squares;
        do {
            a = 2 * uniform() - 1;
            b = 2 * uniform() - 1;
            squares = a * a + b * b;
        } while (squares >= 1 || squares == 0);
        double scale = Math.sqrt(-2 * StrictMath.log(squares) / squares);
        spare = scale * a;
        hasSpare = true;
        return scale * b;
    }
}
