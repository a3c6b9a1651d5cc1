package dev.engram.engine.prose;

import dev.engram.engine.compare.CellSummary;
import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.design.Question;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.significance.QuestionResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers of a comparison that have a verdict, by the first metric. */
public final class Answers {
    private Answers() {}

    /**
     * The answers to the questions of the design. Empty while runs are missing, because tests that are repeated until
     * they show something do, and for single descents of a landscape, which are not random draws.
     */
    public static List<QuestionResult> of(Comparison c) {
        boolean random = !c.onLandscapes() || c.cells().get(0).runs().seeds() > 1;
        if (c.hasMissingRuns() || !random || c.metrics().isEmpty()) {
            return List.of();
        }
        return c.questions();
    }

    /** Returns true if a difference that is not shown could be shown by more seeds. */
    public static boolean someNeedSeeds(List<QuestionResult> answers) {
        return answers.stream().anyMatch(a -> a.contrast().additionalSeeds().isPresent());
    }

    /** The number of seeds of the comparison. */
    public static int seeds(Comparison c) {
        return c.cells().get(0).runs().seeds();
    }

    /** Returns true if a verdict covers only a part of the seeds, because runs of the others failed. */
    public static boolean someLackSeeds(Comparison c) {
        return of(c).stream()
                .filter(a -> a.reason().isEmpty())
                .anyMatch(a -> a.contrast().pairedDifferences().n() < seeds(c));
    }

    /** Returns true if a cell costs more or less than its reference. */
    public static boolean costsDiffer(List<QuestionResult> answers) {
        return answers.stream()
                .anyMatch(a -> !Double.isNaN(a.costRatio())
                        && !NumberFormats.significantDigits(a.costRatio(), 2).equals("1"));
    }

    /** The question behind a difference of a cell from its reference. */
    static Question question(String cell, String reference) {
        return new Question(
                QuestionKind.CELL,
                Optional.empty(),
                new Question.Gap("", cell, reference),
                Map.of(),
                Optional.empty(),
                new Question.Strata(1, 1),
                List.of(Map.of(cell, 1.0, reference, -1.0)));
    }

    /** Multiply-adds of a cell over those of its reference; NaN if there are none. */
    static double costRatio(CellSummary cell, CellSummary reference) {
        double ratio = cell.measurements().cost().multiplyAdds()
                / reference.measurements().cost().multiplyAdds();
        return Double.isFinite(ratio) && ratio > 0 ? ratio : Double.NaN;
    }
}
