package dev.engram.api;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answer to one question of a comparison: what is compared differs from its reference by this much in the metric
 * that decides. Seeds are paired, and one correction covers all questions of the suite.
 *
 * @param question what is compared, and in what
 * @param verdict what the seeds show
 * @param estimate the size of the difference, cell minus reference; NaN if nothing could be compared
 * @param interval the interval of the difference
 * @param significance the p values of the test
 * @param seeds the number of seeds that could be compared
 * @param moreSeeds the number of further seeds that would probably show the difference; empty if it is shown, or if no
 *     reasonable number would show it
 */
public record Difference(
        Question question,
        Verdict verdict,
        double estimate,
        Interval interval,
        Significance significance,
        int seeds,
        OptionalInt moreSeeds) {
    /**
     * The question that a difference answers.
     *
     * @param kind the kind of question: {@code cells}, {@code main-effects}, {@code interactions} or {@code trends}
     * @param problem the problem on which it is asked; empty if the suite has only one
     * @param stratum the values of the other axes; empty without other axes, and for means over them
     * @param cell what is compared, as in the name of a cell, such as {@code adam}
     * @param reference what it is compared with
     * @param metric the metric
     * @param direction 1 if a higher value is better, -1 if a lower one is, 0 if neither is known to be
     */
    public record Question(
            String kind,
            Optional<String> problem,
            String stratum,
            String cell,
            String reference,
            String metric,
            int direction) {}

    /**
     * The interval of a difference. It excludes 0 if and only if the verdict says that there is a difference.
     *
     * @param low the lower end
     * @param high the upper end
     * @param level the level, after the correction
     */
    public record Interval(double low, double high, double level) {}

    /**
     * The p values of a test.
     *
     * @param p the p value before the correction
     * @param pCorrected the p value after Holm's correction
     */
    public record Significance(double p, double pCorrected) {}

    /** What the seeds show. */
    public enum Verdict {
        /** Better than the reference. */
        BETTER,
        /** Worse than the reference. */
        WORSE,
        /** Higher, in a metric of which neither direction is better. */
        HIGHER,
        /** Lower, in a metric of which neither direction is better. */
        LOWER,
        /** Equal in every seed. */
        SAME,
        /** Both diverged in every seed. */
        NO_VALUES,
        /** No difference is shown. */
        NOT_SHOWN,
        /** The seeds are so few that they could not have shown any difference. */
        TOO_FEW_SEEDS,
        /** No seed has a result of all cells, or the reference is not run. */
        NOT_COMPARED
    }

    /** Returns the kind of question: {@code cells}, {@code main-effects}, {@code interactions} or {@code trends}. */
    public String kind() {
        return question.kind();
    }

    /** Returns the problem on which the question is asked; empty if the suite has only one. */
    public Optional<String> problem() {
        return question.problem();
    }

    /** Returns the values of the other axes; empty without other axes, and for means over them. */
    public String stratum() {
        return question.stratum();
    }

    /** Returns what is compared, as in the name of a cell, such as {@code adam}. */
    public String cell() {
        return question.cell();
    }

    /** Returns what the cell is compared with. */
    public String reference() {
        return question.reference();
    }

    /** Returns the metric. */
    public String metric() {
        return question.metric();
    }

    /** Returns 1 if a higher value is better, -1 if a lower one is, 0 if neither is known to be. */
    public int direction() {
        return question.direction();
    }

    /** Returns the lower end of the interval of the difference. */
    public double low() {
        return interval.low();
    }

    /** Returns the upper end of the interval of the difference. */
    public double high() {
        return interval.high();
    }

    /** Returns the level of the interval, after the correction. */
    public double level() {
        return interval.level();
    }

    /** Returns the p value of the test, before the correction. */
    public double p() {
        return significance.p();
    }

    /** Returns the p value after Holm's correction. */
    public double pCorrected() {
        return significance.pCorrected();
    }

    /**
     * Returns whether the seeds show that it is not worse than the reference by more than a margin: the whole interval
     * is on the right side of the margin. False also if the seeds are too few to show it.
     *
     * @param margin the largest difference that does not matter, in the unit of the metric; not negative
     * @throws IllegalArgumentException if the margin is negative or not a number
     * @throws IllegalStateException if neither direction of the metric is better
     */
    public boolean isNotWorseBy(double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("a margin must be 0 or more, not " + margin);
        }
        if (direction() == 0) {
            throw new IllegalStateException("neither direction of " + metric() + " is better");
        }
        return direction() > 0 ? low() >= -margin : high() <= margin;
    }

    /** Returns the difference in one line: {@code adam against sgd: loss -0.12 [-0.15, -0.08], p 0.002, better}. */
    @Override
    public String toString() {
        return cell() + " against " + reference()
                + problem().map(name -> " on " + name).orElse("")
                + (stratum().isEmpty() ? "" : " at " + stratum())
                + String.format(
                        Locale.ROOT, ": %s %+.4g [%+.4g, %+.4g], p %.2g, ", metric(), estimate, low(), high(), p())
                + verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
