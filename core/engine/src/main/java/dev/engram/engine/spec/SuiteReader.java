package dev.engram.engine.spec;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads suites. A mistake of the user's is always a {@link BadInput}, with all other mistakes that were found. */
public final class SuiteReader {
  private static final String IGNORE = "ignore";

  private final Catalog catalog;

  public SuiteReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The same as {@code new SuiteReader(catalog).read(file, sets)}. */
  public static Suite read(Path file, List<String> sets, Catalog catalog) throws BadInput {
    return new SuiteReader(catalog).read(file, sets);
  }

  /** @param sets values in place of those in the file, as {@code path=value} */
  public Suite read(Path file, List<String> sets) throws BadInput {
    Problems problems = new Problems();
    Optional<Node.Mapping> written = new SuiteFiles(problems).read(file);
    List<Change> changes = new ArrayList<>();
    sets.forEach(s -> Settings.parse(s, problems).ifPresent(changes::add));
    if (written.isEmpty()) {
      problems.raise();
    }
    Node.Mapping root = written.orElseThrow();
    unknown(root, Key.labels(), problems);
    Editor editor = new Editor(catalog, problems);
    List<String> settable = Key.labels().stream().filter(k -> !k.equals(Key.EXTENDS.label())).toList();
    for (Change c : changes) {
      root = editor.apply(root, List.of(c), settable).orElse(root);
    }
    Suite suite = suite(file, root, changes, editor, problems);
    problems.raise();
    return suite;
  }

  /**
   * Reads {@link RunSpec#text} back.
   *
   * @param name what messages call the text
   */
  public RunSpec run(String text, String name) throws BadInput {
    return run(text, name, List.of());
  }

  /** @param sets values in place of those in the text, as {@code path=value} */
  public RunSpec run(String text, String name, List<String> sets) throws BadInput {
    Problems problems = new Problems();
    Optional<Node> root = YamlReader.file(text, name, problems);
    Optional<RunSpec> run = Optional.empty();
    if (root.isPresent() && root.get() instanceof Node.Mapping m) {
      unknown(m, Key.runLabels(), problems);
      List<Change> changes = sets.stream().flatMap(s -> Settings.parse(s, problems).stream()).toList();
      Node.Mapping changed = new Editor(catalog, problems).apply(m, changes, Key.runLabels()).orElse(m);
      run = new RunReader(catalog, problems).read(changed);
    } else if (root.isPresent()) {
      problems.add(root.get().place(), "", "expected a map of settings, found " + root.get().found());
    }
    problems.raise();
    return run.orElseThrow();
  }

  /**
   * One component.
   *
   * @param text as it is written in a suite: its name, or a map of its name and its hyperparameters
   * @param name what messages call the text
   */
  public Recipe<?> component(Kind kind, String text, String name) throws BadInput {
    Problems problems = new Problems();
    Place place = new Place(name, 0, 0);
    Optional<? extends Recipe<?>> found = YamlReader.value(text, place, problems)
        .flatMap(n -> new Binder(catalog, problems).component(kind.type(), n, kind.label()));
    problems.raise();
    return found.orElseThrow();
  }

  private static void unknown(Node.Mapping root, List<String> keys, Problems problems) {
    root.pairs().stream().filter(p -> !keys.contains(p.key()))
        .forEach(p -> problems.add(p.place(), p.key(), "unknown key" + Nearest.hint(p.key(), keys)));
  }

  private Suite suite(Path file, Node.Mapping root, List<Change> sets, Editor editor, Problems problems) {
    Path last = file.getFileName();
    String usual = (last == null ? file : last).toString().replaceFirst("(?<=.)\\.ya?ml$", "");
    String name = text(root, Key.NAME, problems).orElse(usual);
    if (name.isBlank()) {
      problems.add(root.get(Key.NAME.label()).place(), Key.NAME.label(),
          "the name is empty; write one, or leave the key out");
    }
    String about = text(root, Key.ABOUT, problems).orElse("");
    List<Long> written = Seeds.read(root.get(Key.SEEDS.label()), problems);
    Problems compared = new Problems();
    Comparison comparison = new Comparison(compared);
    List<Axis> axes = comparison.axes(root.get(Key.PROBLEMS.label()), root.get(Key.COMPARE.label()));
    Node tasks = root.get(Key.PROBLEMS.label());
    boolean lost = tasks != null && !tasks.nothing() && axes.stream().noneMatch(a -> a.name().equals(Axis.PROBLEM));
    // Without the data that problems bring, every cell would be wrong.
    List<Comparison.Plan> all = lost ? List.of() : comparison.plans(axes, name, root.place());
    problems.addAll(compared.list());
    // An axis that cannot be read leaves no cells to choose from: complaints about those that are chosen would be noise.
    Map<Comparison.Plan, String> excluded = compared.none()
        ? new Exclusions(axes, problems).of(root.get(Key.EXCLUDE.label()), all) : Map.of();
    List<Comparison.Plan> plans = all.stream().filter(p -> !excluded.containsKey(p)).toList();
    sets.forEach(c -> effective(c, plans, problems));
    Optional<String> baseline = compared.none() && !plans.isEmpty()
        ? new Baseline(axes, plans, problems).find(root.get(Key.BASELINE.label())) : Optional.empty();
    List<Suite.LeftOut> out = new ArrayList<>();
    excluded.forEach((p, because) -> out.add(new Suite.LeftOut(p.name(), p.axes(), because)));
    TuneReader tune = new TuneReader(problems);
    Optional<TuneReader.Draft> draft = tune.read(root.get(Key.TUNE.label()));
    Tuned tuned = draft.isEmpty() ? new Tuned(cells(root, plans, editor, problems), Optional.empty())
        : tuned(draft.get(), root, plans, sets, editor, problems);
    boolean open = root.get(Key.SEEDS.label()) == null || root.get(Key.SEEDS.label()).nothing();
    List<Long> seeds = open ? Seeds.usual(tuned.cells()) : written;
    draft.ifPresent(d -> tune.overlap(root.get(Key.TUNE.label()), d, seeds));
    return new Suite(name, about, file, tuned.cells(), seeds, baseline, out,
        impossible(root, problems), predictions(root, problems), ignored(root.get(Key.LINT.label()), problems), tuned.tuning());
  }

  private static Suite.Impossible impossible(Node.Mapping root, Problems problems) {
    List<String> words = Arrays.stream(Suite.Impossible.values()).map(Texts::word).toList();
    Optional<String> word = text(root, Key.IMPOSSIBLE, problems);
    if (word.isPresent() && !words.contains(word.get())) {
      problems.add(root.get(Key.IMPOSSIBLE.label()).place(), Key.IMPOSSIBLE.label(),
          "expected " + String.join(" or ", words) + ", found '" + word.get() + "'");
    }
    return Suite.Impossible.values()[Math.max(0, words.indexOf(word.orElse("")))];
  }

  private static boolean predictions(Node.Mapping root, Problems problems) {
    Optional<String> word = text(root, Key.PREDICTIONS, problems);
    if (word.isPresent() && !List.of("true", "false").contains(word.get())) {
      problems.add(root.get(Key.PREDICTIONS.label()).place(), Key.PREDICTIONS.label(), "expected true or false, found '" + word.get() + "'");
    }
    return !word.equals(Optional.of("false"));
  }

  /** Names of lint rules and their places; whether there are such rules, the linter knows. */
  private static Map<String, Place> ignored(Node node, Problems problems) {
    Map<String, Place> names = new LinkedHashMap<>();
    if (node == null || node.nothing()) {
      return names;
    }
    String path = Key.LINT.label();
    if (!(node instanceof Node.Mapping m)) {
      problems.add(node.place(), path, "expected a map such as {ignore: [one-seed]}, found " + node.found());
      return names;
    }
    m.pairs().stream().filter(p -> !p.key().equals(IGNORE)).forEach(p -> problems.add(p.place(), path + "." + p.key(),
        "unknown key" + Nearest.hint(p.key(), List.of(IGNORE))));
    Node list = m.get(IGNORE);
    if (list instanceof Node.Sequence s) {
      for (Node n : s.items()) {
        if (n instanceof Node.Scalar name) {
          names.put(name.text(), name.place());
        } else {
          problems.add(n.place(), path + "." + IGNORE, "expected the name of a lint rule, found " + n.found());
        }
      }
    } else if (list != null && !list.nothing()) {
      problems.add(list.place(), path + "." + IGNORE, "expected a list such as [one-seed], found " + list.found());
    }
    return names;
  }

  /** What every cell of the comparison sets anew has no effect; a user who sets it means something else. */
  private static void effective(Change set, List<Comparison.Plan> plans, Problems problems) {
    boolean lost = !plans.isEmpty() && plans.stream().allMatch(p -> p.changes().stream()
        .anyMatch(c -> set.path().equals(c.path()) || set.path().startsWith(c.path() + ".")));
    if (lost) {
      problems.add(set.at(), set.path(), "every cell of the comparison sets this itself, so it would have no effect; set compare"
          + " instead");
    }
  }

  /** Cells, with what is tuned in them. */
  private record Tuned(List<Suite.Cell> cells, Optional<Tuning> tuning) {}

  /** Each cell as it is in its first trial, so that what is tuned need not be given. */
  private Tuned tuned(TuneReader.Draft draft, Node.Mapping root, List<Comparison.Plan> plans, List<Change> sets, Editor editor, Problems problems) {
    RunReader reader = new RunReader(catalog, problems);
    TuneSpaces spaces = new TuneSpaces(draft, catalog, editor, reader, problems);
    spaces.effective(sets);
    plans.forEach(p -> editor.apply(root, p.changes(), Key.runLabels()).ifPresent(tree -> spaces.add(p, tree)));
    int trials = spaces.sound() ? spaces.trials() : 0;
    int rungs = problems.none() ? spaces.rungs(trials) : 0;
    if (!problems.none()) {
      return new Tuned(cells(root, plans, editor, problems), Optional.empty()); // for what else is wrong
    }
    Map<String, Tuning.Space> made = new LinkedHashMap<>();
    plans.forEach(p -> spaces.space(p.name(), trials, rungs).ifPresent(s -> made.put(p.name(), s)));
    TuneChecks checks = new TuneChecks(draft, problems);
    List<Suite.Cell> cells = cells(plans, editor, root, problems, (p, tree) -> {
      Tuning.Space space = made.get(p.name());
      return space == null ? Optional.empty() : space.empty() ? reader.read(tree) : Optional.of(space.trials().get(0).spec());
    });
    cells.forEach(c -> checks.check(c, made.get(c.name())));
    return new Tuned(cells, Optional.of(spaces.tuning(trials, rungs, made)));
  }

  private List<Suite.Cell> cells(Node.Mapping root, List<Comparison.Plan> plans, Editor editor, Problems problems) {
    RunReader reader = new RunReader(catalog, problems);
    return cells(plans, editor, root, problems, (p, tree) -> reader.read(tree));
  }

  /** @param spec of the cell of a plan, from its tree; empty where anything is wrong */
  private static List<Suite.Cell> cells(List<Comparison.Plan> plans, Editor editor, Node.Mapping root, Problems problems,
      BiFunction<Comparison.Plan, Node.Mapping, Optional<RunSpec>> spec) {
    List<Suite.Cell> cells = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    Map<String, Place> names = new HashMap<>();
    for (Comparison.Plan p : plans) {
      if (names.putIfAbsent(p.name(), p.place()) != null) {
        problems.add(p.place(), Key.COMPARE.label(),
            "two cells are called '" + p.name() + "'; use variants with names of their own");
        continue;
      }
      Optional<Node.Mapping> tree = editor.apply(root, p.changes(), Key.runLabels());
      Optional<RunSpec> read = tree.flatMap(t -> spec.apply(p, t));
      if (read.isEmpty()) {
        continue;
      }
      String other = texts.putIfAbsent(read.get().text(), p.name());
      if (other != null) {
        problems.add(p.place(), Key.COMPARE.label(), "cell '" + p.name() + "' is the same as cell '" + other
            + "' in every setting; remove one");
        continue;
      }
      cells.add(new Suite.Cell(p.name(), p.variant(), p.axes(), read.get(), RunReader.places(tree.get())));
    }
    return cells;
  }

  /** A text on one line; empty where none is written, or none that can be read. */
  private static Optional<String> text(Node.Mapping root, Key key, Problems problems) {
    Node n = root.get(key.label());
    if (n == null || n.nothing()) {
      return Optional.empty();
    }
    if (n instanceof Node.Scalar s) {
      return Optional.of(s.text().strip().replaceAll("\\s+", " "));
    }
    problems.add(n.place(), key.label(), "expected a text, found " + n.found());
    return Optional.empty();
  }
}
