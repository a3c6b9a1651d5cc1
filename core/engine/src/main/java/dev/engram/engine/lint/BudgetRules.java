package dev.engram.engine.lint;

import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks that compared cells train equally long. */
final class BudgetRules {
    private static final String PATH = "training";

    private BudgetRules() {}

    /**
     * Finds cells with different budgets, unless the budget is an axis: cells with the same values of such axes must
     * agree.
     */
    static Optional<LintFinding> unequal(Suite suite, Optional<String> metric) {
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            for (List<Suite.Cell> group : CellGroups.by(problem, BudgetRules::comparedSettings)) {
                Suite.Cell first = group.get(0);
                for (Suite.Cell other : group) {
                    List<String> differs = new ArrayList<>();
                    Map<String, String> here = budget(first.spec().training());
                    budget(other.spec().training()).forEach((name, value) -> {
                        if (!value.equals(here.get(name))
                                && !(tuned(suite, first, name) && tuned(suite, other, name))) {
                            differs.add(name + " " + here.get(name) + " and " + value);
                        }
                    });
                    if (!differs.isEmpty()) {
                        return Optional.of(new LintFinding(
                                other,
                                PATH,
                                "unequal budgets: '" + first.name() + "' and '" + other.name() + "' have "
                                        + String.join(", ", differs)
                                        + ", so a difference may be due to that alone",
                                "give them the same, or make it an axis"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns whether a value was chosen by tuning, in which case it is not a budget that was given. */
    private static boolean tuned(Suite suite, Suite.Cell cell, String name) {
        return suite.tuning()
                .filter(t -> t.spaces().get(cell.name()).dimensions().stream()
                        .anyMatch(d -> d.path().equals(PATH + "." + name)))
                .isPresent();
    }

    /** Finds different targets within a problem: times to different targets cannot be compared. */
    static Optional<LintFinding> targets(Suite suite, Optional<String> metric) {
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            for (Suite.Cell other : problem) {
                Suite.Cell first = problem.get(0);
                if (!other.spec().target().equals(first.spec().target())) {
                    return Optional.of(new LintFinding(
                            other,
                            "target",
                            "'" + first.name() + "' and '" + other.name()
                                    + "' have different targets, so the times to reach them cannot be compared",
                            "give all cells of a problem the same target"));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> comparedSettings(Suite.Cell cell) {
        Map<String, String> axes = new LinkedHashMap<>(cell.axes());
        axes.keySet().removeIf(a -> !a.equals(PATH) && !a.startsWith(PATH + "."));
        return axes;
    }

    private static Map<String, String> budget(TrainingSettings t) {
        Map<String, String> budget = new LinkedHashMap<>();
        budget.put("epochs", Long.toString(t.budget().epochs()));
        budget.put("steps", Long.toString(t.budget().steps()));
        budget.put("batch", t.batching().batch().toString());
        budget.put("patience", Integer.toString(t.selection().patience()));
        budget.put("keep", t.selection().keep().name().toLowerCase(Locale.ROOT));
        return budget;
    }
}
