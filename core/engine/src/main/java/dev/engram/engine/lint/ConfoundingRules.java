package dev.engram.engine.lint;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that a difference can be attributed to one cause. */
final class ConfoundingRules {
    private ConfoundingRules() {}

    /** Finds a cell with another rule and another optimizer (or loss) than the baseline, without a cell in between. */
    static Optional<LintFinding> confounded(Suite suite, Optional<String> metric) {
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            Suite.Cell base = problem.stream()
                    .filter(c -> suite.baseline().filter(c.variant()::equals).isPresent())
                    .findFirst()
                    .orElse(problem.get(0));
            List<Map<String, String>> all =
                    problem.stream().map(ConfoundingRules::of).toList();
            Map<String, String> there = of(base);
            for (int i = 0; i < all.size(); i++) {
                Map<String, String> here = all.get(i);
                List<String> differ = new ArrayList<>(here.keySet());
                differ.removeIf(f -> here.get(f).equals(there.get(f)));
                boolean between = all.stream()
                        .anyMatch(m -> !m.equals(here)
                                && !m.equals(there)
                                && m.keySet().equals(here.keySet())
                                && m.keySet().stream()
                                        .allMatch(f -> m.get(f).equals(here.get(f))
                                                || m.get(f).equals(there.get(f))));
                if (differ.size() > 1 && here.keySet().equals(there.keySet()) && !between) {
                    return Optional.of(new LintFinding(
                            problem.get(i),
                            differ.get(0),
                            "'" + problem.get(i).name() + "' differs from '" + base.name() + "' in "
                                    + String.join(" and ", differ)
                                    + " at once, so the cause of a difference cannot be seen",
                            "add a cell that differs in only one of them"));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the names of the components, without their numbers: a different rate is not another factor. */
    private static Map<String, String> of(Suite.Cell cell) {
        Map<String, String> factors = new LinkedHashMap<>();
        if (cell.spec().task() instanceof RunSpec.Learning l) {
            factors.put("rule", l.rule().entry().name());
            factors.put("loss", l.loss().entry().name());
        }
        factors.put(
                "optimizer",
                String.join(
                        " ",
                        cell.spec().optimizer().parts().stream()
                                .map(e -> e.name())
                                .toList()));
        return factors;
    }
}
