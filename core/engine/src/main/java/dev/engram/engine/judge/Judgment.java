package dev.engram.engine.judge;

import dev.engram.engine.statistics.EProcess;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The judgment about a candidate after some seeds.
 *
 * @param decision the decision at the first seed that decides
 * @param seeds the number of seeds that were looked at: up to the one that decides
 * @param evidence the e-values after these seeds
 * @param counts of these seeds
 * @param meanAdvantage over the seeds on which neither missed; NaN if there is none
 * @param moreSeeds an estimate of the seeds that are lacking, if undecided; empty if more than {@link #MAX_ADDITIONAL}
 */
public record Judgment(
        Decision decision, int seeds, Evidence evidence, Counts counts, double meanAdvantage, OptionalInt moreSeeds) {
    /** A larger number of lacking seeds is not reported. */
    public static final int MAX_ADDITIONAL = 1000;

    /**
     * E-values: how many times one unit of money would have grown in fair bets against the hypothesis.
     *
     * @param better against "the candidate is not better"
     * @param worse against "the candidate is not worse"
     * @param different mean of the two, which decides between keep and discard
     * @param equal the smaller of those against "better by the margin or more" and "worse by the margin or more",
     *     each the largest so far; NaN without a margin
     * @param threshold the value that decides: the inverse of the level
     */
    public record Evidence(double better, double worse, double different, double equal, double threshold) {}

    /**
     * Numbers of seeds.
     *
     * @param misses seeds on which one of the two missed
     */
    public record Counts(int better, int worse, int equal, int misses) {}

    /**
     * Looks after every seed until one decides.
     *
     * <p>With a margin there are two further tests, of the advantages plus the margin and of the advantages minus the
     * margin. If the first shows "above 0" and the second "below 0", each at the whole level, the true advantage is
     * smaller than the margin in size (two one-sided tests, Schuirmann 1987; the hypothesis that is rejected is a
     * union, so no correction is needed). This assumes that the advantages are distributed symmetrically, with one
     * peak, around the true one.
     *
     * @param advantages in the order of the seeds: above 0 where the candidate is better; infinite for a miss
     * @param level the probability of a false decision
     * @param margin above 0: a smaller difference does not matter; empty if every difference matters
     */
    public static Judgment of(double[] advantages, double level, OptionalDouble margin) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level must be between 0 and 1, not " + level);
        }
        Looks looks = new Looks(1 / level, margin);
        for (double advantage : advantages) {
            looks.add(advantage);
            if (looks.decision() != Decision.UNDECIDED) {
                break;
            }
        }
        return looks.judgment();
    }

    /** The state of the tests between two seeds. */
    private static final class Looks {
        private final double threshold;
        private final OptionalDouble margin;
        private final EProcess difference = new EProcess();
        private final EProcess plusMargin = new EProcess();
        private final EProcess minusMargin = new EProcess();
        private double aboveMinus;
        private double belowPlus;
        private int better;
        private int worse;
        private int equal;
        private int misses;
        private double sum;

        Looks(double threshold, OptionalDouble margin) {
            this.threshold = threshold;
            this.margin = margin;
        }

        void add(double advantage) {
            difference.add(advantage);
            better += advantage > 0 ? 1 : 0;
            worse += advantage < 0 ? 1 : 0;
            equal += advantage == 0 ? 1 : 0;
            if (Double.isInfinite(advantage)) {
                misses++;
            } else {
                sum += advantage;
            }
            if (margin.isPresent()) {
                plusMargin.add(advantage + margin.getAsDouble());
                minusMargin.add(advantage - margin.getAsDouble());
                aboveMinus = Math.max(aboveMinus, plusMargin.above());
                belowPlus = Math.max(belowPlus, minusMargin.below());
            }
        }

        Decision decision() {
            if (margin.isPresent() && Math.min(aboveMinus, belowPlus) >= threshold) {
                return Decision.EQUAL;
            }
            if (difference.value() < threshold) {
                return Decision.UNDECIDED;
            }
            return difference.above() >= difference.below() ? Decision.KEEP : Decision.DISCARD;
        }

        Judgment judgment() {
            int n = difference.n();
            double more = difference.additional(threshold);
            return new Judgment(
                    decision(),
                    n,
                    new Evidence(
                            difference.above(),
                            difference.below(),
                            difference.value(),
                            margin.isPresent() ? Math.min(aboveMinus, belowPlus) : Double.NaN,
                            threshold),
                    new Counts(better, worse, equal, misses),
                    n == misses ? Double.NaN : sum / (n - misses),
                    decision() == Decision.UNDECIDED && more <= MAX_ADDITIONAL
                            ? OptionalInt.of((int) more)
                            : OptionalInt.empty());
        }
    }

    /**
     * Returns the smallest number of seeds that can decide: each can at most double the evidence.
     *
     * @param level the probability of a false decision
     */
    public static int leastSeeds(double level) {
        return (int) Math.ceil(StrictMath.log(1 / level) / StrictMath.log(2));
    }
}
