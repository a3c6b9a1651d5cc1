package dev.engram.engine.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The experimental design of a comparison: its factors, its cells, and the family of questions that it asks. All
 * questions, on all problems, share one correction for multiple comparisons. What repeats each cell, seeds or folds,
 * are the blocks of the design: a question is answered by its values in all blocks.
 *
 * @param plan factors and kinds of questions
 * @param cells those that are run and those that are not, in order
 * @param questions by problem, then by kind
 * @param unanswered questions that the design would ask but for a cell that is not run
 * @param overProblems number of variants compared with their reference over all problems; 0 for fewer problems than
 *     such a test needs to show anything
 */
public record Design(
        DesignPlan plan,
        List<DesignCell> cells,
        List<Question> questions,
        List<UnansweredQuestion> unanswered,
        int overProblems) {
    public Design {
        cells = List.copyOf(cells);
        questions = List.copyOf(questions);
        unanswered = List.copyOf(unanswered);
    }

    /**
     * Makes the design.
     *
     * @param cells all combinations, including those that are not run
     */
    public static Design of(DesignPlan plan, List<DesignCell> cells) {
        return new DesignBuilder(plan, cells).build();
    }

    public List<Factor> factors() {
        return plan.factors();
    }

    /** The number of comparisons in the correction. */
    public int family() {
        return questions.size() + overProblems;
    }

    public int count(QuestionKind kind) {
        return (int) questions.stream().filter(q -> q.kind() == kind).count();
    }

    /** The questions on one problem. */
    public List<Question> questions(Optional<String> problem) {
        return questions.stream().filter(q -> q.problem().equals(problem)).toList();
    }

    /** The number of strata on each problem: the combinations of the axes that the baseline does not name. */
    public int strata() {
        return Math.toIntExact(cells.stream()
                .map(c -> plan.strata().stream()
                        .map(f -> c.levels().get(f.name()))
                        .toList())
                .distinct()
                .count());
    }

    /**
     * The reference cells of a problem that are run, by the name of each cell that is compared with one. Matched: a
     * reference has the levels of its cell on all axes that the baseline does not name.
     */
    public Map<String, String> references(Optional<String> problem) {
        Map<String, String> references = new LinkedHashMap<>();
        Map<List<String>, String> byStratum = new LinkedHashMap<>();
        List<DesignCell> here = cells.stream()
                .filter(c -> c.problem().equals(problem) && c.absent().isEmpty())
                .toList();
        here.stream().filter(c -> c.isReference(plan)).forEach(c -> byStratum.put(c.stratum(plan), c.name()));
        here.stream()
                .filter(c -> !c.isReference(plan) && byStratum.containsKey(c.stratum(plan)))
                .forEach(c -> references.put(c.name(), byStratum.get(c.stratum(plan))));
        return Collections.unmodifiableMap(references);
    }
}
