package dev.engram.engine.spec;

import dev.engram.engine.network.LayerKind;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Field;
import dev.engram.engine.plugins.Interval;
import dev.engram.engine.plugins.Kind;
import dev.engram.spi.Dataset;
import dev.engram.spi.Landscape;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Metric;
import dev.engram.spi.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From the tree of a single run to its spec. */
final class RunReader {
  static final String USUAL_RULE = "backprop";
  /** In place of a start: each seed draws its own. */
  static final String DRAWN = "random";
  /** What is measured unless something else is said: as many of them as there are, and as suit the data. */
  private static final List<String> USUAL_METRICS = List.of("accuracy", "loss");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final List<Key> LEARNING = List.of(Key.DATA, Key.NETWORK, Key.LOSS, Key.RULE);
  private static final Set<String> USE =
      Field.of(DataSpec.Use.class).stream().map(Field::name).collect(Collectors.toCollection(TreeSet::new));

  private final Catalog catalog;
  private final Binder binder;
  private final Problems problems;

  RunReader(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.binder = new Binder(catalog, problems);
    this.problems = problems;
  }

  /** Empty where anything is wrong; the reasons are then among the problems. */
  Optional<RunSpec> read(Node.Mapping root) {
    boolean landscape = given(root, Key.LANDSCAPE).isPresent();
    Optional<? extends RunSpec.Task> task = landscape ? descent(root) : learning(root);
    Optional<Recipe<Optimizer>> optimizer = required(root, Key.OPTIMIZER, "name one, such as sgd")
        .flatMap(n -> component(Optimizer.class, n, Key.OPTIMIZER));
    Optional<Training> training = required(root, Key.TRAINING, "give epochs or steps").flatMap(n -> training(root, n));
    boolean usual = !landscape && given(root, Key.MEASURE).map(RunReader::usual).orElse(true);
    Optional<List<Recipe<Metric>>> measure = usual ? Optional.of(usualMetrics(root.place()))
        : given(root, Key.MEASURE).map(n -> components(Metric.class, n, Key.MEASURE, true)).orElse(Optional.of(List.of()));
    TargetReader targets = new TargetReader(catalog, problems);
    Optional<Node> goal = given(root, Key.TARGET);
    Optional<Target> target = goal.flatMap(targets::read);
    if (task.isEmpty() || optimizer.isEmpty() || training.isEmpty() || measure.isEmpty() || goal.isPresent() && target.isEmpty()) {
      return Optional.empty();
    }
    target.ifPresent(t -> targets.check(t, (Node.Mapping) goal.orElseThrow(), task.get(), measure.get()));
    RunSpec bare = new RunSpec(task.get(), optimizer.get(), training.get(), measure.get(), usual, target, "");
    String text = RunText.of(bare, Texts::of);
    return Optional.of(new RunSpec(bare.task(), bare.optimizer(), bare.training(), bare.measure(), usual, target, text));
  }

  private static boolean usual(Node measure) {
    return measure instanceof Node.Scalar s && s.text().equals(RunText.USUAL);
  }

  private List<Recipe<Metric>> usualMetrics(Place place) {
    List<Recipe<Metric>> there = new ArrayList<>();
    for (String name : USUAL_METRICS) {
      if (catalog.find(Kind.METRIC, name).isPresent()) {
        binder.component(Metric.class, new Node.Scalar(place, name, true), Key.MEASURE.label()).ifPresent(there::add);
      }
    }
    return List.copyOf(there);
  }

  /** Where each path of a tree is written. */
  static Map<String, Place> places(Node.Mapping root) {
    Map<String, Place> places = new TreeMap<>();
    places(root, "", places);
    return places;
  }

  private static void places(Node node, String path, Map<String, Place> into) {
    into.put(path, node.place());
    String prefix = path.isEmpty() ? "" : path + ".";
    if (node instanceof Node.Mapping m) {
      for (Node.Pair p : m.pairs()) {
        places(p.value().nothing() ? new Node.Scalar(p.place(), "", true) : p.value(), prefix + p.key(), into);
      }
    } else if (node instanceof Node.Sequence s) {
      for (int i = 0; i < s.items().size(); i++) {
        places(s.items().get(i), prefix + i, into);
      }
    }
  }

  private static Optional<Node> given(Node.Mapping root, Key key) {
    return Optional.ofNullable(root.get(key.label())).filter(n -> !n.nothing());
  }

  private Optional<Node> required(Node.Mapping root, Key key, String what) {
    Optional<Node> node = given(root, key);
    if (node.isEmpty()) {
      Node.Pair written = root.pair(key.label());
      problems.add(written == null ? root.place() : written.place(), key.label(), "missing; " + what);
    }
    return node;
  }

  private <T> Optional<Recipe<T>> component(Class<T> type, Node node, Key key) {
    return binder.component(type, node, key.label()).map(b -> b);
  }

  private <T> Optional<List<Recipe<T>>> components(Class<T> type, Node node, Key key, boolean mayBeEmpty) {
    if (!(node instanceof Node.Sequence s)) {
      problems.add(node.place(), key.label(), "expected a list, found " + node.found() + Forms.list(type, node));
      if (node instanceof Node.Mapping || node instanceof Node.Scalar one && WORD.matcher(one.text()).matches()) {
        binder.component(type, node, key.label() + ".0"); // for what else is wrong
      }
      return Optional.empty();
    }
    if (s.items().isEmpty() && !mayBeEmpty) {
      problems.add(node.place(), key.label(), "the list is empty; give at least one");
    }
    List<Recipe<T>> all = new ArrayList<>();
    for (int i = 0; i < s.items().size(); i++) {
      binder.component(type, s.items().get(i), key.label() + "." + i).ifPresent(all::add);
    }
    boolean complete = all.size() == s.items().size() && (mayBeEmpty || !all.isEmpty());
    return complete ? Optional.of(List.copyOf(all)) : Optional.empty();
  }

  private Optional<RunSpec.Learning> learning(Node.Mapping root) {
    given(root, Key.START).ifPresent(n -> problems.add(root.pair(Key.START.label()).place(), Key.START.label(),
        "only a landscape has a start; remove it, or give a landscape"));
    Optional<DataSpec> data = required(root, Key.DATA,
        "name a data set, or give a landscape in place of data, network and loss").flatMap(this::data);
    Optional<List<Recipe<LayerKind>>> network = required(root, Key.NETWORK, "list the layers")
        .flatMap(n -> components(LayerKind.class, n, Key.NETWORK, false));
    Optional<Recipe<LossFunction>> loss = required(root, Key.LOSS, "name one, such as cross-entropy")
        .flatMap(n -> component(LossFunction.class, n, Key.LOSS));
    Node usual = new Node.Scalar(root.place(), USUAL_RULE, true);
    Optional<Recipe<LearningRule>> rule = component(LearningRule.class, given(root, Key.RULE).orElse(usual), Key.RULE);
    if (data.isEmpty() || network.isEmpty() || loss.isEmpty() || rule.isEmpty() || given(root, Key.START).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new RunSpec.Learning(data.get(), network.get(), loss.get(), rule.get()));
  }

  private Optional<RunSpec.Descent> descent(Node.Mapping root) {
    List<Key> mixed = LEARNING.stream().filter(k -> given(root, k).isPresent()).toList();
    mixed.forEach(k -> problems.add(root.pair(k.label()).place(), k.label(),
        "a landscape stands in place of data, network, loss and rule; remove " + k.label() + " or the landscape"));
    Optional<Recipe<Landscape>> landscape = given(root, Key.LANDSCAPE)
        .flatMap(n -> component(Landscape.class, n, Key.LANDSCAPE));
    boolean drawn = given(root, Key.START).filter(n -> n instanceof Node.Scalar s && s.text().equals(DRAWN)).isPresent();
    Optional<List<Double>> start = drawn ? Optional.of(List.of())
        : given(root, Key.START).map(this::start).orElse(Optional.of(List.of()));
    return landscape.isPresent() && start.isPresent() && mixed.isEmpty()
        ? Optional.of(new RunSpec.Descent(landscape.get(), start.get(), drawn)) : Optional.empty();
  }

  private Optional<List<Double>> start(Node node) {
    if (!(node instanceof Node.Sequence s)) {
      problems.add(node.place(), Key.START.label(), "expected a list of numbers, or random, found " + node.found()
          + Forms.list(Double.class, node));
      return Optional.empty();
    }
    List<Double> point = new ArrayList<>();
    for (int i = 0; i < s.items().size(); i++) {
      Node n = s.items().get(i);
      String path = Key.START.label() + "." + i;
      if (!(n instanceof Node.Scalar number)) {
        problems.add(n.place(), path, "expected a number, found " + n.found());
        continue;
      }
      try {
        point.add((Double) Scalars.parse(double.class, Interval.FINITE, number));
      } catch (IllegalArgumentException e) {
        problems.add(n.place(), path, e.getMessage());
      }
    }
    return point.size() == s.items().size() ? Optional.of(List.copyOf(point)) : Optional.empty();
  }

  private Optional<Training> training(Node.Mapping root, Node node) {
    String path = Key.TRAINING.label();
    if (!(node instanceof Node.Mapping m)) {
      problems.add(node.place(), path, "expected a map of settings, found " + node.found()
          + (node instanceof Node.Scalar s && Forms.isWhole(s.text()) ? "; write {epochs: " + s.text() + "}" : ""));
      return Optional.empty();
    }
    Optional<Training> training = binder.record(Training.class, m, path);
    if (training.isEmpty()) {
      return training;
    }
    Training t = training.get();
    boolean descent = given(root, Key.LANDSCAPE).isPresent();
    String wrong = t.epochs() > 0 && t.steps() > 0 ? "epochs and steps are both given; give one of them"
        : t.epochs() == 0 && t.steps() == 0
            ? "neither epochs nor steps are given; give " + (descent ? "steps" : "one of them")
        : descent && t.epochs() > 0 ? "a landscape has no epochs; give steps"
        : descent && t.reduction() == Training.Reduction.SUM ? "a landscape has no batches to take the sum over; remove reduction" : null;
    if (wrong != null) {
      problems.add(m.place(), path, wrong);
      return Optional.empty();
    }
    return training;
  }

  /** The settings that every data set has stand beside its own hyperparameters. */
  private Optional<DataSpec> data(Node node) {
    Optional<Bound<Dataset>> dataset = binder.component(Dataset.class, node, Key.DATA.label(), USE);
    Optional<Node.Pair> named = node instanceof Node.Mapping m && m.pairs().size() == 1
        ? Optional.of(m.pairs().get(0)) : Optional.empty();
    List<Node.Pair> shared = named.map(Node.Pair::value).filter(Node.Mapping.class::isInstance)
        .stream().flatMap(a -> ((Node.Mapping) a).pairs().stream()).filter(p -> USE.contains(p.key()))
        .filter(p -> Shares.fine(p, Key.DATA.label() + "." + named.orElseThrow().key(), problems)).toList();
    Optional<DataSpec.Use> use = binder.record(DataSpec.Use.class, new Node.Mapping(node.place(), shared),
        Key.DATA.label() + named.map(p -> "." + p.key()).orElse(""));
    List<String> clash = dataset.stream().flatMap(d -> d.entry().fields().stream()).map(Field::name)
        .filter(USE::contains).toList();
    if (!clash.isEmpty()) {
      problems.add(node.place(), Key.DATA.label(), dataset.get().entry().id() + " cannot be used: its hyperparameter "
          + clash.get(0) + " has the name of a setting that every data set has; its author has to rename it");
      return Optional.empty();
    }
    return dataset.flatMap(d -> use.map(u -> new DataSpec(d, u)));
  }
}
