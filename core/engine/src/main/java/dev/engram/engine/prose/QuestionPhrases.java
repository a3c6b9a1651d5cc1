package dev.engram.engine.prose;

import dev.engram.engine.design.Question;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.QuestionResult;

/** The words for questions of a design and for their verdicts. */
public final class QuestionPhrases {
    private QuestionPhrases() {}

    /**
     * The heading over the questions of one kind in one stratum, or along one change of another axis; empty if there
     * is only one stratum.
     */
    public static String group(Question q) {
        return switch (q.kind()) {
            case CELL -> q.stratum().isEmpty() ? "" : "at " + q.stratumName();
            case MAIN_EFFECT -> "mean over " + strata(q);
            case INTERACTION, TREND -> "change" + change(q) + (q.strata().all() > 1 ? ", mean over " + strata(q) : "");
        };
    }

    private static String strata(Question q) {
        int used = q.strata().used();
        int all = q.strata().all();
        return (used < all ? used + " of " : "") + Sentences.plural(all, "stratum", "strata");
    }

    /** Where the question is asked, as the end of a clause; empty if there is only one place. */
    static String where(Question q) {
        return switch (q.kind()) {
            case CELL -> q.stratum().isEmpty() ? "" : " at " + q.stratumName();
            case MAIN_EFFECT -> ", as a mean over " + strata(q);
            case INTERACTION, TREND -> change(q) + (q.strata().all() > 1 ? ", as a mean over " + strata(q) : "");
        };
    }

    private static String change(Question q) {
        Question.Moderator m = q.moderator().orElseThrow();
        String axis = m.axis().substring(m.axis().lastIndexOf('.') + 1);
        if (q.kind() == QuestionKind.TREND) {
            return (m.perDoubling() ? " per doubling of " : " per unit of ") + axis;
        }
        return " from " + m.from().displayName() + " to " + m.to().displayName();
    }

    /** Returns true if the question is about a change of a gap, not about a gap. */
    public static boolean isChange(Question q) {
        return q.kind() == QuestionKind.INTERACTION || q.kind() == QuestionKind.TREND;
    }

    /** The verdict in few words, for a column of a table. */
    public static String verdict(QuestionResult a) {
        boolean change = isChange(a.question());
        return switch (a.contrast().verdict()) {
            case BETTER -> change ? "gains" : "better";
            case WORSE -> change ? "loses" : "worse";
            case HIGHER -> change ? "rises" : "higher";
            case LOWER -> change ? "falls" : "lower";
            case SAME -> "the same";
            case NO_VALUES -> change ? "no values" : "both diverged";
            case NOT_SHOWN -> "not shown";
            case TOO_FEW_SEEDS -> "too few seeds";
            case NOT_COMPARED -> "not compared";
        };
    }

    /** Returns true if a difference is shown. */
    public static boolean isShown(QuestionResult a) {
        DifferenceVerdict v = a.contrast().verdict();
        return v == DifferenceVerdict.BETTER
                || v == DifferenceVerdict.WORSE
                || v == DifferenceVerdict.HIGHER
                || v == DifferenceVerdict.LOWER;
    }

    /** Such as {@code 6 cells}. */
    static String count(QuestionKind kind, int n) {
        return switch (kind) {
            case CELL -> Sentences.plural(n, "cell");
            case MAIN_EFFECT -> Sentences.plural(n, "main effect");
            case INTERACTION -> Sentences.plural(n, "interaction");
            case TREND -> Sentences.plural(n, "trend");
        };
    }
}
