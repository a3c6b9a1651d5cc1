package dev.engram.engine.lint;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.design.Design;
import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that a difference can be attributed to one cause. */
final class ConfoundingRules {
    private ConfoundingRules() {}

    /** Finds a cell with another rule and another optimizer (or loss) than the baseline, without a cell in between. */
    static Optional<LintFinding> confounded(Suite suite, Optional<String> metric) {
        Design design = suite.design();
        for (List<Suite.Cell> problem : CellGroups.byProblem(suite)) {
            Map<String, String> references = design.references(problem.get(0).problem());
            Map<String, Suite.Cell> byVariant = new HashMap<>();
            problem.forEach(c -> byVariant.put(c.variant(), c));
            List<Map<String, String>> all =
                    problem.stream().map(ConfoundingRules::of).toList();
            Set<Map<String, String>> distinct = new HashSet<>(all);
            for (int i = 0; i < all.size(); i++) {
                Suite.Cell base = byVariant.get(references.get(problem.get(i).variant()));
                if (base == null) {
                    continue; // a reference itself
                }
                Map<String, String> there = of(base);
                Map<String, String> here = all.get(i);
                List<String> differ = new ArrayList<>(here.keySet());
                differ.removeIf(f -> here.get(f).equals(there.get(f)));
                if (differ.size() > 1
                        && here.keySet().equals(there.keySet())
                        && !hasBetween(here, there, differ, distinct)) {
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

    /** Returns whether a cell has some of the differing factors of one of two cells, and the others of the other. */
    private static boolean hasBetween(
            Map<String, String> here, Map<String, String> there, List<String> differ, Set<Map<String, String>> cells) {
        for (int some = 1; some < (1 << differ.size()) - 1; some++) {
            Map<String, String> mixed = new LinkedHashMap<>(here);
            for (int f = 0; f < differ.size(); f++) {
                if ((some >> f & 1) == 1) {
                    mixed.put(differ.get(f), there.get(differ.get(f)));
                }
            }
            if (cells.contains(mixed)) {
                return true;
            }
        }
        return false;
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
