package dev.engram.engine.render;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.prose.Answers;
import dev.engram.engine.prose.QuestionPhrases;
import dev.engram.engine.significance.QuestionResult;
import dev.engram.engine.statistics.MultiProblemComparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A row of the table of verdicts.
 *
 * @param reference what the row is compared with
 * @param group heading of the rows that belong together; empty if there are no groups
 * @param label what is compared with the reference
 */
public record VerdictRow<T>(String reference, String group, String label, T answer) {
    /** The answers to all questions. */
    public static List<VerdictRow<Answer>> of(Comparison c, Optional<String> problem) {
        return Answers.of(c).stream()
                .map(a -> new VerdictRow<>(
                        a.question().gap().reference(),
                        QuestionPhrases.group(a.question()),
                        a.question().gap().level(),
                        new Answer(c, problem, a)))
                .toList();
    }

    /** Each cell that is compared with its reference by the steps to a target. */
    public static List<VerdictRow<TimeToTarget>> ofTargets(Comparison c) {
        return c.hasMissingRuns()
                ? List.of()
                : c.cells().stream()
                        .filter(cell -> cell.timeToTarget()
                                .flatMap(TimeToTarget::relativeCost)
                                .isPresent())
                        .map(VerdictRow::ofTarget)
                        .toList();
    }

    /** Each pair of variants that is compared over all problems. */
    public static List<VerdictRow<MultiProblemComparison.Pair>> ofPairs(OverallComparison o) {
        return o.across().friedman().isEmpty()
                ? List.of()
                : o.across().pairs().stream()
                        .map(p -> new VerdictRow<>(p.b(), "", p.a(), p))
                        .toList();
    }

    private static VerdictRow<TimeToTarget> ofTarget(CellSummary cell) {
        return new VerdictRow<>(
                cell.role().reference().orElseThrow(),
                "",
                cell.name(),
                cell.timeToTarget().orElseThrow());
    }

    /** The rows by their headings. Each heading has the reference if the rows do not have the same. */
    public static <T> Map<String, List<VerdictRow<T>>> groups(List<VerdictRow<T>> rows) {
        boolean one = sharedReference(rows).isPresent();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        r -> r.group() + (one ? "" : (r.group().isEmpty() ? "" : ", ") + "against " + r.reference()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    /** The reference of all rows; empty if they have several. */
    public static <T> Optional<String> sharedReference(List<VerdictRow<T>> rows) {
        List<String> references =
                rows.stream().map(VerdictRow::reference).distinct().toList();
        return references.size() == 1 ? Optional.of(references.get(0)) : Optional.empty();
    }

    /** An answer, and where it was asked. */
    public record Answer(Comparison comparison, Optional<String> problem, QuestionResult result) {
        int direction() {
            return comparison.metrics().get(0).direction();
        }

        boolean folds() {
            return comparison.design().testPerTrain().isPresent();
        }
    }
}
