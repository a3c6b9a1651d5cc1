package dev.engram.engine.design;

import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.SignedRank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Derives the questions of a design from its cells. */
final class DesignBuilder {
    private final DesignPlan plan;
    private final List<DesignCell> cells;
    private final List<Question> questions = new ArrayList<>();
    private final List<UnansweredQuestion> unanswered = new ArrayList<>();

    DesignBuilder(DesignPlan plan, List<DesignCell> cells) {
        this.plan = plan;
        this.cells = cells;
    }

    Design build() {
        Map<Optional<String>, List<DesignCell>> problems = new LinkedHashMap<>();
        cells.forEach(c ->
                problems.computeIfAbsent(c.problem(), k -> new ArrayList<>()).add(c));
        if (!plan.questioned().isEmpty()) {
            problems.forEach((problem, here) -> {
                ProblemGrid grid = new ProblemGrid(plan, problem, here);
                grid.ask();
                questions.addAll(grid.questions());
                unanswered.addAll(grid.unanswered());
            });
        }
        return new Design(plan, cells, questions, unanswered, overProblems(problems));
    }

    /**
     * The variants that are compared with a reference over problems, if all of them are run on so many problems that
     * the test can show a difference: one that cannot is not a question.
     */
    private int overProblems(Map<Optional<String>, List<DesignCell>> problems) {
        Set<String> variants = new LinkedHashSet<>();
        cells.stream().filter(c -> c.absent().isEmpty()).forEach(c -> variants.add(c.name()));
        List<List<DesignCell>> complete = problems.values().stream()
                .filter(p -> p.stream().filter(c -> c.absent().isEmpty()).count() == variants.size())
                .toList();
        if (plan.questioned().isEmpty() || SignedRank.minimumP(complete.size()) > Distributions.SIGNIFICANCE_LEVEL) {
            return 0;
        }
        Set<List<String>> strata = new HashSet<>();
        complete.get(0).stream().filter(c -> c.isReference(plan)).forEach(c -> strata.add(c.stratum(plan)));
        return (int) complete.get(0).stream()
                .filter(c -> !c.isReference(plan) && strata.contains(c.stratum(plan)))
                .count();
    }
}
