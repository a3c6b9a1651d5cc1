package dev.engram.engine.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the cell that the others are compared with. */
final class Baseline {
  private static final String PATH = Key.BASELINE.label();

  private final List<Axis> axes;
  private final List<Comparison.Plan> plans;
  private final Problems problems;

  Baseline(List<Axis> axes, List<Comparison.Plan> plans, Problems problems) {
    this.axes = axes;
    this.plans = plans;
    this.problems = problems;
  }

  /** Where none is named: the first of several cells. */
  Optional<String> find(Node node) {
    if (node == null || node.nothing()) {
      return plans.size() > 1 ? Optional.of(plans.get(0).name()) : Optional.empty();
    }
    if (node instanceof Node.Mapping m) {
      return chosen(m);
    }
    List<String> names = plans.stream().map(Comparison.Plan::name).toList();
    if (node instanceof Node.Scalar s && names.contains(s.text())) {
      return Optional.of(s.text());
    }
    problems.add(node.place(), PATH, node instanceof Node.Scalar s
        ? "there is no cell called " + s.found() + Nearest.hint(s.text(), names)
        : "expected the name of a cell or a map of axes and values, found " + node.found());
    return Optional.empty();
  }

  /** Axes that are not named stand at their first value. */
  private Optional<String> chosen(Node.Mapping map) {
    List<Integer> choice = new ArrayList<>(axes.stream().map(a -> 0).toList());
    boolean fine = true;
    for (Node.Pair p : map.pairs()) {
      String path = PATH + "." + p.key();
      List<String> names = axes.stream().map(Axis::name).toList();
      int axis = names.indexOf(p.key());
      if (axis < 0) {
        problems.add(p.place(), path, axes.isEmpty() ? "nothing is compared; remove the baseline"
            : "no such axis is compared" + Nearest.hint(p.key(), names));
        fine = false;
        continue;
      }
      List<Axis.Choice> choices = axes.get(axis).choices();
      List<Integer> meant = IntStream.range(0, choices.size())
          .filter(i -> choices.get(i).meant(p.value())).boxed().toList();
      if (meant.size() != 1) {
        String what = meant.isEmpty() ? "this is no value of the axis" : "this fits several values of the axis";
        String labels = choices.stream().map(Axis.Choice::label).collect(Collectors.joining(", "));
        problems.add(p.value().place(), path, what + "; there are " + labels);
        fine = false;
        continue;
      }
      choice.set(axis, meant.get(0));
    }
    if (!fine) {
      return Optional.empty();
    }
    return plans.stream().filter(p -> p.choice().equals(choice)).map(Comparison.Plan::name).findFirst();
  }
}
