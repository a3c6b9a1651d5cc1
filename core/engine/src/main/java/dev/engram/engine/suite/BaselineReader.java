package dev.engram.engine.suite;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the variant that the others are compared with. */
final class BaselineReader {
    private static final String PATH = SuiteKey.BASELINE.label();

    private final List<Axis> axes;
    private final List<AxisReader.CellPlan> plans;
    private final Problems problems;

    /**
     * Creates a reader.
     *
     * @param plans the cells that are not excluded
     */
    BaselineReader(List<Axis> axes, List<AxisReader.CellPlan> plans, Problems problems) {
        this.axes = axes;
        this.plans = plans;
        this.problems = problems;
    }

    /** Returns the baseline; by default the first of several variants. */
    Optional<String> read(Node node) {
        List<String> names =
                plans.stream().map(AxisReader.CellPlan::variant).distinct().toList();
        if (node == null || node.isNull()) {
            return names.stream().findFirst().filter(n -> names.size() > 1);
        }
        if (node instanceof Node.Mapping m) {
            return chosen(m);
        }
        if (node instanceof Node.Scalar s && names.contains(s.text())) {
            return Optional.of(s.text());
        }
        problems.add(
                node.location(),
                PATH,
                node instanceof Node.Scalar s
                        ? "there is no cell called " + s.describe() + NameSuggestions.hint(s.text(), names)
                        : "expected the name of a cell or a map of axes and values, found " + node.describe());
        return Optional.empty();
    }

    /**
     * Returns the variant with the given values. Other axes have their first value; the problem is not part of a
     * variant.
     */
    private Optional<String> chosen(Node.Mapping map) {
        List<Integer> choice = new ArrayList<>(axes.stream().map(a -> 0).toList());
        List<String> names = axes.stream()
                .map(Axis::name)
                .filter(n -> !n.equals(Axis.PROBLEM))
                .toList();
        int first = axes.size() - names.size();
        boolean fine = true;
        for (Node.Pair p : map.pairs()) {
            String path = PATH + "." + p.key();
            int axis = names.indexOf(p.key());
            if (axis < 0) {
                problems.add(p.location(), path, unknownAxis(p.key(), names));
                fine = false;
                continue;
            }
            List<Integer> meant = axes.get(first + axis).matching(p.value());
            if (meant.size() != 1) {
                String what =
                        meant.isEmpty() ? "this is not a value of the axis" : "this matches several values of the axis";
                problems.add(
                        p.value().location(),
                        path,
                        what + "; choose one of " + axes.get(first + axis).labels());
                fine = false;
                continue;
            }
            choice.set(first + axis, meant.get(0));
        }
        if (!fine) {
            return Optional.empty();
        }
        List<Integer> values = choice.subList(first, choice.size());
        Optional<String> found = plans.stream()
                .filter(p -> p.choice().subList(first, choice.size()).equals(values))
                .map(AxisReader.CellPlan::variant)
                .findFirst();
        if (found.isEmpty()) {
            problems.add(map.location(), PATH, "this cell is excluded; name one that is run");
        }
        return found;
    }

    private String unknownAxis(String axis, List<String> names) {
        if (names.isEmpty()) {
            return "nothing is compared; remove the baseline";
        }
        return axis.equals(Axis.PROBLEM) && names.size() < axes.size()
                ? "the baseline is the same on every problem; name values of other axes"
                : "there is no such axis" + NameSuggestions.hint(axis, names);
    }
}
