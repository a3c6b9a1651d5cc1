package dev.engram.engine.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads what is compared: axes, each with its values, and the cells that they span. */
final class Comparison {
  private static final int MOST_CELLS = 10_000;
  private static final String VARIANTS = "variants";
  private static final String PROBLEMS = Key.PROBLEMS.label();
  private static final String PATH = Key.COMPARE.label();

  /**
   * A cell before it is bound.
   *
   * @param variant the name without the problem
   * @param choice which value of each axis
   * @param place what to point to when the cell as a whole is wrong
   */
  record Plan(String name, String variant, List<Integer> choice, Map<String, String> axes, List<Change> changes, Place place) {}

  private final Problems problems;

  Comparison(Problems problems) {
    this.problems = problems;
  }

  /**
   * The problems first, then the others as they are written; empty where there is nothing to compare, or nothing that makes
   * sense.
   *
   * @param tasks what is written about problems
   */
  List<Axis> axes(Node tasks, Node compare) {
    List<Axis> axes = new ArrayList<>();
    if (tasks != null && !tasks.nothing()) {
      named(tasks, tasks.place(), TASKS).ifPresent(axes::add);
    }
    axes.addAll(axes(compare));
    if (!axes.isEmpty() && axes.get(0).name().equals(Axis.PROBLEM)) {
      axes.subList(1, axes.size()).forEach(a -> overridden(axes.get(0), a));
    }
    return axes;
  }

  /** A value of a problem that every cell sets anew would be lost without a word. */
  private void overridden(Axis tasks, Axis axis) {
    for (Axis.Choice task : tasks.choices()) {
      for (Change c : task.changes()) {
        if (axis.choices().stream().allMatch(o -> o.changes().stream().anyMatch(n -> (c.path() + ".").startsWith(n.path() + ".")))) {
          problems.add(c.at(), PROBLEMS, "the problem '" + task.label() + "' sets " + c.path() + ", and so does every value of the"
              + " axis " + axis.name() + "; remove one of them");
        }
      }
    }
  }

  private List<Axis> axes(Node compare) {
    if (compare == null || compare.nothing()) {
      return List.of();
    }
    List<Axis> axes = new ArrayList<>();
    if (compare instanceof Node.Sequence s) {
      named(s, s.place(), CHANGED).ifPresent(axes::add);
    } else if (compare instanceof Node.Mapping m) {
      for (Node.Pair p : m.pairs()) {
        boolean named = p.key().equals(VARIANTS);
        (named ? named(p.value(), p.place(), CHANGED) : axis(p)).ifPresent(axes::add);
      }
    } else {
      problems.add(compare.place(), PATH, "expected a map of axes or a list of variants, found " + compare.found());
    }
    return axes;
  }

  private Optional<Axis> axis(Node.Pair p) {
    String path = PATH + "." + p.key();
    if (!runKey(p.key(), p.place(), path)) {
      return Optional.empty();
    }
    if (!(p.value() instanceof Node.Sequence s) || s.items().isEmpty()) {
      problems.add(p.value().nothing() ? p.place() : p.value().place(), path,
          "expected a list of the values to compare, found " + emptyOr(p.value()) + Forms.list(Object.class, p.value()));
      return Optional.empty();
    }
    boolean component = Key.labelled(p.key()).map(k -> k.shape() == Key.Shape.COMPONENT).orElse(false);
    String prefix = component ? "" : p.key().substring(p.key().lastIndexOf('.') + 1) + "=";
    List<String> labels = Labels.of(s.items());
    List<Axis.Choice> choices = new ArrayList<>();
    boolean fine = true;
    for (int i = 0; i < labels.size(); i++) {
      Node value = s.items().get(i);
      if (labels.indexOf(labels.get(i)) < i) {
        problems.add(value.place(), path + "." + i, labels.get(i) + " stands in the list twice; remove one" + Forms.points(s));
        fine = false;
      }
      List<Change> changes = List.of(new Change(p.key(), p.place(), value));
      choices.add(new Axis.Choice(labels.get(i), prefix + labels.get(i), value, changes));
    }
    return fine ? Optional.of(new Axis(p.key(), p.place(), choices)) : Optional.empty();
  }

  private static String emptyOr(Node node) {
    return node instanceof Node.Sequence ? "an empty list" : node.found();
  }

  private boolean runKey(String path, Place at, String where) {
    String key = path.split("\\.", -1)[0];
    boolean fine = Key.runLabels().contains(key);
    if (!fine) {
      problems.add(at, where, Key.labelled(key).isPresent() ? key + " is the same for all cells and cannot be compared"
          : "unknown key " + new Node.Scalar(at, key, true).found() + Nearest.hint(key, Key.runLabels()));
    }
    return fine;
  }

  /**
   * A list of maps with names.
   *
   * @param axis what the list is of
   * @param path of the list
   */
  private record Named(String axis, String path, String example) {}

  private static final Named CHANGED = new Named(Axis.VARIANT, PATH, "{name: wide, training.batch: 64}");
  private static final Named TASKS = new Named(Axis.PROBLEM, PROBLEMS, "{name: iris, data: iris}");

  private Optional<Axis> named(Node node, Place place, Named kind) {
    if (!(node instanceof Node.Sequence s) || s.items().isEmpty()) {
      problems.add(node.nothing() ? place : node.place(), kind.path(),
          "expected a list of " + kind.axis() + "s, found " + emptyOr(node));
      return Optional.empty();
    }
    List<Axis.Choice> choices = new ArrayList<>();
    for (int i = 0; i < s.items().size(); i++) {
      one(s.items().get(i), kind, i, choices).ifPresent(choices::add);
    }
    return choices.size() == s.items().size() ? Optional.of(new Axis(kind.axis(), place, choices)) : Optional.empty();
  }

  private Optional<Axis.Choice> one(Node node, Named kind, int index, List<Axis.Choice> before) {
    String path = kind.path() + "." + index;
    Node name = node instanceof Node.Mapping m ? m.get(Key.NAME.label()) : null;
    if (!(name instanceof Node.Scalar n) || n.text().isBlank()) {
      problems.add(name == null ? node.place() : name.place(), path,
          "a " + kind.axis() + " is a map with a name, such as " + kind.example() + "; "
              + (node instanceof Node.Mapping ? "its name is missing" : "found " + node.found()));
      return Optional.empty();
    }
    List<Change> changes = new ArrayList<>();
    boolean fine = true;
    for (Node.Pair p : ((Node.Mapping) node).pairs()) {
      if (!p.key().equals(Key.NAME.label())) {
        fine &= runKey(p.key(), p.place(), path + "." + p.key());
        changes.add(new Change(p.key(), p.place(), p.value()));
      }
    }
    if (before.stream().anyMatch(c -> c.label().equals(n.text()))) {
      problems.add(n.place(), path, "there are two " + kind.axis() + "s called " + n.found() + "; rename one");
      fine = false;
    }
    return fine ? Optional.of(new Axis.Choice(n.text(), n.text(), n, changes)) : Optional.empty();
  }

  /** Every combination; the first axis changes slowest. Without axes one cell of the suite's name. */
  List<Plan> plans(List<Axis> axes, String suite, Place place) {
    if (axes.isEmpty()) {
      return List.of(new Plan(suite, suite, List.of(), Map.of(), List.of(), place));
    }
    long cells = axes.stream().mapToLong(a -> a.choices().size())
        .reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE));
    if (cells > MOST_CELLS) {
      problems.add(axes.get(0).place(), PATH,
          "more than " + MOST_CELLS + " combinations; compare fewer values at a time");
      return List.of();
    }
    return IntStream.range(0, (int) cells).mapToObj(i -> plan(axes, i, suite)).toList();
  }

  private static Plan plan(List<Axis> axes, int index, String suite) {
    Integer[] choice = new Integer[axes.size()];
    int rest = index;
    for (int a = axes.size() - 1; a >= 0; a--) {
      choice[a] = rest % axes.get(a).choices().size();
      rest /= axes.get(a).choices().size();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>();
    List<Change> others = new ArrayList<>();
    for (int a = 0; a < choice.length; a++) {
      Axis.Choice c = axes.get(a).choices().get(choice[a]);
      labels.put(axes.get(a).name(), c.label());
      boolean first = axes.get(a).name().equals(Axis.VARIANT) || axes.get(a).name().equals(Axis.PROBLEM);
      (first ? changes : others).addAll(c.changes());
    }
    changes.addAll(others);
    changes.sort(Change.OUTSIDE_IN);
    boolean tasks = axes.get(0).name().equals(Axis.PROBLEM);
    String variant = tasks && choice.length == 1 ? suite : shown(axes, choice, tasks ? 1 : 0);
    Place place = axes.get(choice.length - 1).choices().get(choice[choice.length - 1]).value().place();
    return new Plan(shown(axes, choice, 0), variant, List.of(choice), labels, changes, place);
  }

  private static String shown(List<Axis> axes, Integer[] choice, int from) {
    return IntStream.range(from, choice.length).mapToObj(a -> axes.get(a).choices().get(choice[a]).shown())
        .collect(Collectors.joining(", "));
  }
}
