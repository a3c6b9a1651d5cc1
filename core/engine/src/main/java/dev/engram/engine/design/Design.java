package dev.engram.engine.design;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The experimental design of a comparison: its factors, the blocks that repeat it, and the family of questions that it
 * asks. All questions, on all problems, share one correction for multiple comparisons.
 *
 * @param factors varied axes, without that of problems
 * @param cells those that are run and those that are not, in order
 * @param references name of the matched reference cell, by problem and name of the cell; a cell without one is either a
 *     reference or not compared
 * @param questions in the order of problems and kinds
 * @param unanswered comparisons that the design would ask but for a cell that is not run
 * @param overProblems number of variants compared with their reference over all problems; 0 for a single problem
 */
public record Design(
        List<Factor> factors,
        List<DesignCell> cells,
        Map<Optional<String>, Map<String, String>> references,
        List<Question> questions,
        List<Unanswered> unanswered,
        int overProblems) {
    public Design {
        factors = List.copyOf(factors);
        cells = List.copyOf(cells);
        references = Map.copyOf(references);
        questions = List.copyOf(questions);
        unanswered = List.copyOf(unanswered);
    }

    /**
     * A comparison that cannot be made because its reference cell is not run.
     *
     * @param cell name of the cell that would be compared
     * @param reference name of the reference cell
     * @param reason why the reference is not run
     */
    public record Unanswered(Optional<String> problem, String cell, String reference, String reason) {}

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

    /** The matched reference of a cell. */
    public Optional<String> reference(Optional<String> problem, String cell) {
        return Optional.ofNullable(references.getOrDefault(problem, Map.of()).get(cell));
    }
}
