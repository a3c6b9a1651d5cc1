package dev.engram.engine.prose;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.significance.DifferenceVerdict;
import dev.engram.engine.significance.QuestionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A note on means over strata in which a level is shown to be better in some strata and worse in others. */
final class OppositeStrata {
    /** More strata than this are counted, not named. */
    private static final int MAX_NAMES = 3;

    private OppositeStrata() {}

    /** One sentence for each such mean, by the first metric. */
    static List<String> of(Comparison c) {
        List<String> notes = new ArrayList<>();
        for (QuestionResult mean : Answers.of(c)) {
            if (mean.question().kind() == QuestionKind.MAIN_EFFECT) {
                List<QuestionResult> strata = strata(mean, c);
                List<QuestionResult> better = with(DifferenceVerdict.BETTER, strata);
                List<QuestionResult> worse = with(DifferenceVerdict.WORSE, strata);
                if (!better.isEmpty() && !worse.isEmpty()) {
                    notes.add(mean.question().gap().level() + " is better than "
                            + mean.question().gap().reference() + names(better) + " and worse" + names(worse)
                            + ": its mean over the strata depends on the choice of the strata.");
                }
            }
        }
        return notes;
    }

    private static List<QuestionResult> strata(QuestionResult mean, Comparison c) {
        return Answers.of(c).stream()
                .filter(a -> a.question().kind() == QuestionKind.CELL
                        && a.question().gap().equals(mean.question().gap())
                        && a.question().problem().equals(mean.question().problem()))
                .toList();
    }

    private static List<QuestionResult> with(DifferenceVerdict verdict, List<QuestionResult> answers) {
        return answers.stream().filter(a -> a.contrast().verdict() == verdict).toList();
    }

    private static String names(List<QuestionResult> answers) {
        return answers.size() > MAX_NAMES
                ? " in " + Sentences.plural(answers.size(), "stratum", "strata")
                : answers.stream().map(a -> " at " + a.question().stratumName()).collect(Collectors.joining(" and"));
    }
}
