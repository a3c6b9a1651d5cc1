package dev.engram.app.report;

import dev.engram.engine.suite.Suite;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The problems of a suite and the variants that solve them. If the suite does not name problems, axes over data,
 * landscapes and starts define problems and all other axes define variants. If only one of these is varied, every cell
 * is a variant of one problem.
 *
 * @param variantOf index into variants, by cell
 * @param problemOf index into problems, by cell
 */
record ProblemVariants(List<String> problems, List<String> variants, List<Integer> variantOf, List<Integer> problemOf) {
    private static final Set<String> PROBLEM_AXES = Set.of("data", "landscape", "start");

    static ProblemVariants of(List<Suite.Cell> cells) {
        if (cells.stream().anyMatch(c -> c.problem().isPresent())) {
            return of(
                    cells.stream().map(c -> c.problem().orElse("")).toList(),
                    cells.stream().map(Suite.Cell::variant).toList());
        }
        List<String> problems = cells.stream().map(c -> label(c, true)).toList();
        List<String> variants = cells.stream().map(c -> label(c, false)).toList();
        boolean crossed = problems.stream().distinct().count() > 1
                && variants.stream().distinct().count() > 1;
        return crossed
                ? of(problems, variants)
                : of(
                        cells.stream().map(c -> "").toList(),
                        cells.stream().map(Suite.Cell::name).toList());
    }

    private static ProblemVariants of(List<String> problemByCell, List<String> variantByCell) {
        List<String> problems = new ArrayList<>(new LinkedHashSet<>(problemByCell));
        List<String> variants = new ArrayList<>(new LinkedHashSet<>(variantByCell));
        return new ProblemVariants(
                problems,
                variants,
                variantByCell.stream().map(variants::indexOf).toList(),
                problemByCell.stream().map(problems::indexOf).toList());
    }

    boolean severalProblems() {
        return problems.size() > 1;
    }

    private static String label(Suite.Cell cell, boolean problem) {
        List<Map.Entry<String, String>> axes = cell.axes().entrySet().stream()
                .filter(a -> PROBLEM_AXES.contains(a.getKey().split("\\.")[0]) == problem)
                .toList();
        return axes.stream()
                .map(a -> axes.size() == 1 ? a.getValue() : name(a.getKey()) + "=" + a.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String name(String axis) {
        return axis.substring(axis.lastIndexOf('.') + 1);
    }
}
