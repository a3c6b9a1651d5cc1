package dev.engram.engine.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The trials that go on from rung to rung, and the chosen one. A pure function of the scores: fewer misses (runs that
 * diverged, failed or have no number) are better, then the better mean over seeds, then the better tie breaker, then
 * the earlier trial.
 *
 * @param entered the trials of each rung that has begun, in order; the last rung may be under way
 * @param ranked the trials of the last rung, best first; empty while it is under way
 */
public record SuccessiveHalving(List<List<Integer>> entered, List<Integer> ranked) {
    /** The scores of trials. */
    @FunctionalInterface
    public interface Scores {
        /**
         * Returns the order of trials with equal scores, such as those that all missed: more is better, NaN is last.
         */
        default double tieBreaker(int trial, int rung) {
            return 0;
        }

        /** Returns a score for each tuning seed, NaN for a miss; null while a run is neither made nor known to fail. */
        double[] of(int trial, int rung);
    }

    /**
     * Computes the state of the search.
     *
     * @param direction 1 if higher is better, -1 if lower is better
     */
    public static SuccessiveHalving of(List<Rung> rungs, Scores scores, int direction) {
        List<List<Integer>> entered = new ArrayList<>();
        List<Integer> remaining =
                IntStream.range(0, rungs.get(0).trials()).boxed().toList();
        for (int r = 0; ; r++) {
            entered.add(remaining);
            int rung = r;
            if (remaining.stream().anyMatch(t -> scores.of(t, rung) == null)) {
                return new SuccessiveHalving(entered, List.of());
            }
            List<Integer> ranked = remaining.stream()
                    .sorted(Comparator.<Integer>comparingInt(t -> failures(scores.of(t, rung)))
                            .thenComparingDouble(t -> -direction * meanScore(scores.of(t, rung)))
                            .thenComparingDouble(t -> -scores.tieBreaker(t, rung))
                            .thenComparingInt(t -> t))
                    .toList();
            if (r + 1 == rungs.size()) {
                return new SuccessiveHalving(entered, ranked);
            }
            remaining = ranked.subList(0, rungs.get(r + 1).trials()).stream()
                    .sorted()
                    .toList();
        }
    }

    public OptionalInt chosen() {
        return ranked.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ranked.get(0));
    }

    public static int failures(double[] scores) {
        int n = 0;
        for (double s : scores) {
            n += Double.isNaN(s) ? 1 : 0;
        }
        return n;
    }

    /** Returns the mean of the scores that are not misses; NaN if there are none. */
    public static double meanScore(double[] scores) {
        double sum = 0;
        int n = 0;
        for (double s : scores) {
            if (!Double.isNaN(s)) {
                sum += s;
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }
}
