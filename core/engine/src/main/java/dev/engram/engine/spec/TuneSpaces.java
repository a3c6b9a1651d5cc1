package dev.engram.engine.spec;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Field;
import dev.engram.engine.tune.Points;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import dev.engram.engine.tune.Search;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From what is said about tuning and the cells of a suite to the trials of each cell. */
final class TuneSpaces {
  private static final String SPACE = TuneReader.PATH + "." + TuneReader.SPACE;

  private final TuneReader.Draft draft;
  private final Catalog catalog;
  private final Editor editor;
  private final RunReader reader;
  private final Problems problems;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  /** By path: what stands in its place where it does not apply. */
  private final Map<String, Set<String>> others = new HashMap<>();
  private final Set<String> applied = new LinkedHashSet<>();

  TuneSpaces(TuneReader.Draft draft, Catalog catalog, Editor editor, RunReader reader, Problems problems) {
    this.draft = draft;
    this.catalog = catalog;
    this.editor = editor;
    this.reader = reader;
    this.problems = problems;
  }

  /** A cell on its way. */
  private record Cell(Node.Mapping tree, List<TuneReader.Wish> wishes, List<TuneRange> ranges) {
    List<Integer> counts() {
      return ranges.stream().map(r -> r.range() instanceof Range.Among a ? a.count() : 0).toList();
    }
  }

  /** Takes a cell in. */
  void add(Comparison.Plan plan, Node.Mapping tree) {
    Cell cell = new Cell(tree, new ArrayList<>(), new ArrayList<>());
    boolean fine = true;
    for (TuneReader.Wish w : draft.space()) {
      try {
        Optional<Field> field = new TunePath(catalog, others.computeIfAbsent(w.path(), k -> new TreeSet<>())).in(tree, w.path());
        if (field.isEmpty()) {
          continue;
        }
        applied.add(w.path());
        fine &= compared(plan, w);
        Optional<TuneRange> range = TuneRange.read(w, field.get(), problems);
        fine &= range.isPresent();
        if (range.isPresent()) {
          cell.wishes().add(w);
          cell.ranges().add(range.get());
        }
      } catch (TunePath.Wrong e) {
        applied.add(w.path());
        problems.add(w.place(), SPACE + "." + w.path(), e.getMessage());
        fine = false;
      }
    }
    if (fine) {
      cells.put(plan.name(), cell);
    }
  }

  /** A value given by hand would be replaced by that of every trial. */
  void effective(List<Change> sets) {
    sets.stream().filter(c -> draft.space().stream().anyMatch(w -> w.path().equals(c.path()))).forEach(c -> problems.add(c.at(), c.path(),
        "this is tuned, so it would have no effect; set " + SPACE + "." + c.path() + ", or leave tuning out with --set tune="));
  }

  /** What an axis sets cannot be tuned at the same time. */
  private boolean compared(Comparison.Plan plan, TuneReader.Wish w) {
    boolean axis = plan.axes().keySet().stream().anyMatch(a -> a.equals(w.path()));
    if (axis) {
      problems.add(w.place(), SPACE + "." + w.path(), "the cells are compared by this, so it cannot be tuned; remove it here or under compare");
    }
    return !axis;
  }

  /** Paths that stand in no cell, and what else only all cells together show; then the trials of every cell can be made. */
  boolean sound() {
    draft.space().stream().filter(w -> !applied.contains(w.path())).forEach(w -> {
      String wanted = w.path().replaceAll("\\.[^.]*$", "");
      Set<String> there = others.getOrDefault(w.path(), Set.of());
      problems.add(w.place(), SPACE + "." + w.path(), "no cell has " + wanted + Nearest.hint(wanted.substring(wanted.lastIndexOf('.') + 1), there));
    });
    return problems.none();
  }

  /** The trials of each: as many as are written, or where a grid is searched as its cells have points. */
  int trials() {
    if (draft.search() != Search.GRID) {
      return draft.trials().orElse(TuneReader.USUAL_TRIALS);
    }
    Set<Integer> sizes = new TreeSet<>();
    cells.forEach((name, cell) -> {
      for (int i = 0; i < cell.ranges().size(); i++) {
        if (cell.ranges().get(i).range() instanceof Range.Between) {
          TuneReader.Wish w = cell.wishes().get(i);
          problems.add(w.value().place(), SPACE + "." + w.path(), "a search by grid needs listed values; write {grid: [...]}, or search: sobol");
        }
      }
      if (!cell.ranges().isEmpty()) {
        sizes.add(Points.combinations(cell.counts()));
      }
    });
    if (!problems.none() || sizes.isEmpty()) {
      return draft.trials().orElse(TuneReader.USUAL_TRIALS);
    }
    int least = sizes.iterator().next();
    if (((TreeSet<Integer>) sizes).last() > Points.LARGEST_GRID) {
      problems.add(draft.place(), TuneReader.PATH, "a cell has more than " + Points.LARGEST_GRID + " combinations; list fewer values, or search: sobol");
    } else if (draft.trials().isEmpty() && sizes.size() > 1) {
      problems.add(draft.place(), TuneReader.PATH, "the grids of the cells have " + numbers(sizes) + " combinations, and every cell gets as many"
          + " trials; write trials: " + least + " to draw as many from each");
    } else if (draft.trials().orElse(least) > least) {
      problems.add(draft.place(), TuneReader.PATH, draft.trials().get() + " trials are more than the " + least + " combinations of the smallest grid;"
          + " write trials: " + least + ", list more values, or search: sobol");
    }
    return draft.trials().orElse(least);
  }

  private static String numbers(Set<Integer> sizes) {
    List<String> all = sizes.stream().map(String::valueOf).toList();
    return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
  }

  /** Rounds of successive halving; 1 where there is none. The same for all cells, so that each spends as much. */
  int rungs(int trials) {
    if (draft.factor() == 0) {
      return 1;
    }
    int most = cells.values().stream().mapToInt(c -> Rung.most(trials, length(c.tree()), draft.factor())).min().orElse(2);
    int rungs = draft.rungs() == 0 ? most : draft.rungs();
    if (rungs > most || most < 2) {
      problems.add(draft.halving(), TuneReader.PATH + "." + TuneReader.HALVING, trials + " trials in this training cannot be divided by " + draft.factor()
          + (rungs < 3 ? "" : " " + (rungs - 1) + " times") + (most < 2 ? "; leave halving out, or train for longer" : "; write rungs: " + most + " or fewer"));
    }
    return Math.min(rungs, Math.max(1, most));
  }

  private record Length(String key, long value) {}

  private static Length lengthOf(Node.Mapping tree) {
    for (String key : List.of("epochs", "steps")) {
      if (tree.get(Key.TRAINING.label()) instanceof Node.Mapping t && t.get(key) instanceof Node.Scalar s && s.text().matches("[1-9]\\d{0,14}")) {
        return new Length(key, Long.parseLong(s.text()));
      }
    }
    return new Length("epochs", 1); // whatever is wrong with it, the reader of the cell says
  }

  private static long length(Node.Mapping tree) {
    return lengthOf(tree).value();
  }

  /** Empty where a trial cannot be read; the reasons are then among the problems. */
  Optional<Tuning.Space> space(String name, int trials, int rungs) {
    Cell cell = cells.get(name);
    if (cell == null) {
      return Optional.empty();
    }
    if (cell.ranges().isEmpty()) {
      return Optional.of(Tuning.Space.EMPTY);
    }
    List<Tuning.Trial> all = new ArrayList<>();
    for (List<Double> position : positions(cell, trials)) {
      Optional<Tuning.Trial> trial = trial(cell, position, trials, rungs);
      if (trial.isEmpty()) {
        return Optional.empty();
      }
      all.add(trial.get());
    }
    List<Tuning.Dimension> dimensions = new ArrayList<>();
    for (int d = 0; d < cell.ranges().size(); d++) {
      dimensions.add(new Tuning.Dimension(cell.wishes().get(d).path(), cell.ranges().get(d).range()));
    }
    return Optional.of(new Tuning.Space(dimensions, all, draft.search() == Search.GRID ? Points.combinations(cell.counts()) : 0));
  }

  /** Numbers, and places in lists. */
  private List<List<Double>> positions(Cell cell, int trials) {
    List<List<Double>> all = new ArrayList<>();
    if (draft.search() == Search.GRID) {
      for (int[] p : Points.grid(cell.counts(), trials)) {
        all.add(Arrays.stream(p).mapToObj(i -> (double) i).toList());
      }
      return all;
    }
    List<String> paths = cell.wishes().stream().map(TuneReader.Wish::path).toList();
    for (double[] p : draft.search() == Search.SOBOL ? Points.sobol(paths.size(), trials) : Points.random(paths, trials)) {
      List<Double> values = new ArrayList<>();
      for (int d = 0; d < p.length; d++) {
        Range r = cell.ranges().get(d).range();
        values.add(r instanceof Range.Between b ? b.at(p[d]) : (double) ((Range.Among) r).at(p[d]));
      }
      all.add(values);
    }
    return all;
  }

  private Optional<Tuning.Trial> trial(Cell cell, List<Double> position, int trials, int rungs) {
    List<Change> changes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Double> positions = new ArrayList<>();
    for (int d = 0; d < position.size(); d++) {
      TuneRange r = cell.ranges().get(d);
      TuneReader.Wish w = cell.wishes().get(d);
      boolean listed = r.range() instanceof Range.Among;
      Node value = listed ? r.listed().get(position.get(d).intValue())
          : new Node.Scalar(w.value().place(), r.text(position.get(d)), true);
      positions.add(listed && r.range().ordered() ? Double.valueOf(TuneRange.number(value.text())) : position.get(d));
      changes.add(new Change(w.path(), w.place(), value));
      texts.add(value.text());
    }
    Optional<Node.Mapping> tree = editor.apply(cell.tree(), changes, Key.runLabels());
    List<RunSpec> specs = new ArrayList<>();
    if (tree.isPresent()) {
      Length length = lengthOf(tree.get());
      for (Rung rung : rungs == 1 ? Rung.single(trials, length.value()) : Rung.halving(trials, length.value(), draft.factor(), rungs)) {
        Node.Scalar shorter = new Node.Scalar(draft.halving(), Long.toString(rung.length()), true);
        Optional<Node.Mapping> at = rung.length() == length.value() ? tree
            : editor.apply(tree.get(), List.of(new Change(Key.TRAINING.label() + "." + length.key(), draft.halving(), shorter)), Key.runLabels());
        at.flatMap(reader::read).ifPresent(specs::add);
      }
    }
    return specs.size() == rungs ? Optional.of(new Tuning.Trial(texts, positions, specs)) : Optional.empty();
  }

  Tuning tuning(int trials, int rungs, Map<String, Tuning.Space> spaces) {
    return new Tuning(draft.place(), trials, draft.seeds(), draft.by().map(Node.Scalar::text), draft.search(), rungs, Math.max(1, draft.factor()), spaces);
  }
}
