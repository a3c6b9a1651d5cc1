package dev.engram.engine.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * A round of successive halving (Jamieson and Talwalkar 2016), from which the best trials go on.
 *
 * @param trials the number of trials
 * @param length the length of their training, in the suite's epochs or steps
 */
public record Rung(int trials, long length) {
    /** Returns a single rung of all trials in full length. */
    public static List<Rung> single(int trials, long length) {
        return List.of(new Rung(trials, length));
    }

    /**
     * Returns rungs in which the trials become fewer and longer by the same factor; the last has full length.
     *
     * @param rungs the number of rungs, at most {@link #maxRungs}
     */
    public static List<Rung> halving(int trials, long length, int factor, int rungs) {
        List<Rung> all = new ArrayList<>();
        for (int i = 0; i < rungs; i++) {
            long shorter = power(factor, rungs - 1 - i);
            all.add(new Rung(
                    (int) Math.max(1, trials / power(factor, i)), Math.max(1, (length + shorter / 2) / shorter)));
        }
        return List.copyOf(all);
    }

    /** Returns the most rungs with at least one trial in the last and a length of at least one in the first. */
    public static int maxRungs(int trials, long length, int factor) {
        int rungs = 1;
        while (power(factor, rungs) <= Math.min(trials, length)) {
            rungs++;
        }
        return rungs;
    }

    private static long power(int base, int exponent) {
        long p = 1;
        for (int i = 0; i < exponent; i++) {
            p = Math.min(p * base, Integer.MAX_VALUE);
        }
        return p;
    }
}
