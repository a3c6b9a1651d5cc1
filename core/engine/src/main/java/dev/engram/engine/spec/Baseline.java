package dev.engram.engine.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the variant that the others are compared with. */
final class Baseline {
  private static final String PATH = Key.BASELINE.label();

  private final List<Axis> axes;
  private final List<Comparison.Plan> plans;
  private final Problems problems;

  /** @param plans those that are not excluded */
  Baseline(List<Axis> axes, List<Comparison.Plan> plans, Problems problems) {
    this.axes = axes;
    this.plans = plans;
    this.problems = problems;
  }

  /** Where none is named: the first of several. */
  Optional<String> find(Node node) {
    List<String> names = plans.stream().map(Comparison.Plan::variant).distinct().toList();
    if (node == null || node.nothing()) {
      return names.stream().findFirst().filter(n -> names.size() > 1);
    }
    if (node instanceof Node.Mapping m) {
      return chosen(m);
    }
    if (node instanceof Node.Scalar s && names.contains(s.text())) {
      return Optional.of(s.text());
    }
    problems.add(node.place(), PATH, node instanceof Node.Scalar s
        ? "there is no cell called " + s.found() + Nearest.hint(s.text(), names)
        : "expected the name of a cell or a map of axes and values, found " + node.found());
    return Optional.empty();
  }

  /** Axes that are not named stand at their first value; problems at any. */
  private Optional<String> chosen(Node.Mapping map) {
    List<Integer> choice = new ArrayList<>(axes.stream().map(a -> 0).toList());
    List<String> names = axes.stream().map(Axis::name).filter(n -> !n.equals(Axis.PROBLEM)).toList();
    int first = axes.size() - names.size();
    boolean fine = true;
    for (Node.Pair p : map.pairs()) {
      String path = PATH + "." + p.key();
      int axis = names.indexOf(p.key());
      if (axis < 0) {
        problems.add(p.place(), path, names.isEmpty() ? "nothing is compared; remove the baseline"
            : p.key().equals(Axis.PROBLEM) && first > 0 ? "the baseline is the same on every problem; name values of other axes"
            : "no such axis is compared" + Nearest.hint(p.key(), names));
        fine = false;
        continue;
      }
      List<Integer> meant = axes.get(first + axis).meant(p.value());
      if (meant.size() != 1) {
        String what = meant.isEmpty() ? "this is no value of the axis" : "this fits several values of the axis";
        problems.add(p.value().place(), path, what + "; there are " + axes.get(first + axis).labels());
        fine = false;
        continue;
      }
      choice.set(first + axis, meant.get(0));
    }
    if (!fine) {
      return Optional.empty();
    }
    List<Integer> values = choice.subList(first, choice.size());
    Optional<String> found = plans.stream().filter(p -> p.choice().subList(first, choice.size()).equals(values))
        .map(Comparison.Plan::variant).findFirst();
    if (found.isEmpty()) {
      problems.add(map.place(), PATH, "this cell is excluded; name one that is run");
    }
    return found;
  }
}
