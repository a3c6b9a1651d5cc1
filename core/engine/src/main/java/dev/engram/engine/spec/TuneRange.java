package dev.engram.engine.spec;

import dev.engram.engine.plugins.Field;
import dev.engram.engine.plugins.Interval;
import dev.engram.engine.tune.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a hyperparameter may be in a search, as it is written.
 *
 * @param listed the values of a list, in order; empty for a range
 */
record TuneRange(Range range, List<Node> listed, Class<?> type) {
  static final String LOG = "log-uniform";
  static final String UNIFORM = "uniform";
  static final String CHOICE = "choice";
  static final String GRID = "grid";
  static final List<String> KINDS = List.of(LOG, UNIFORM, CHOICE, GRID);
  private static final String EXAMPLE = "{log-uniform: [0.001, 1]}, {uniform: [0.1, 2]}, {choice: [relu, tanh]} or {grid: [0.5, 0.9]}";

  private static final Interval EVERY = Interval.parse("[-inf,inf]");

  /** Empty, and a problem the more, where it is none, or not one for such a hyperparameter. */
  static Optional<TuneRange> read(TuneReader.Wish wish, Field field, Problems problems) {
    Problems own = new Problems();
    Optional<TuneRange> range = new Reading(wish, field, own).read();
    problems.addAll(own.list());
    return own.none() ? range : Optional.empty();
  }

  /** What is written for a number of the range. */
  String text(double value) {
    boolean single = type == float.class || type == Float.class;
    return range instanceof Range.Between b && b.whole() ? Long.toString((long) value) : single ? Numbers.text((float) value) : Numbers.text(value);
  }

  /** Of a text that is known to be a number. */
  static double number(String text) {
    return Numbers.parseDouble(text, EVERY);
  }

  /** One range on its way. */
  private record Reading(TuneReader.Wish wish, Field field, Problems problems) {
    private String path() {
      return TuneReader.PATH + "." + TuneReader.SPACE + "." + wish.path();
    }

    Optional<TuneRange> read() {
      if (!(wish.value() instanceof Node.Mapping m) || m.pairs().size() != 1) {
        problems.add(wish.value().nothing() ? wish.place() : wish.value().place(), path(), "expected a range such as " + EXAMPLE + ", found "
            + wish.value().found());
        return Optional.empty();
      }
      Node.Pair p = m.pairs().get(0);
      if (!KINDS.contains(p.key())) {
        problems.add(p.place(), path(), "unknown kind of range" + Nearest.hint(p.key(), KINDS));
        return Optional.empty();
      }
      if (!(p.value() instanceof Node.Sequence s) || s.items().size() < 2) {
        problems.add(p.value().nothing() ? p.place() : p.value().place(), path(), p.key().equals(LOG) || p.key().equals(UNIFORM)
            ? "expected the two ends of the range, such as [0.1, 2]" : "expected a list of two values or more");
        return Optional.empty();
      }
      return p.key().equals(LOG) || p.key().equals(UNIFORM) ? between(s, p.key().equals(LOG)) : among(s, p.key().equals(GRID));
    }

    private Optional<TuneRange> between(Node.Sequence s, boolean log) {
      if (!TunePath.number(field.type())) {
        problems.add(s.place(), path(), "this is no number; list values, as in {choice: [" + (field.standard().orElse("...")) + ", ...]}");
        return Optional.empty();
      }
      List<Double> ends = new ArrayList<>();
      s.items().forEach(n -> number(n).ifPresent(ends::add));
      if (s.items().size() > 2 || ends.size() == 2 && ends.get(0) >= ends.get(1)) {
        problems.add(s.place(), path(), "expected the lower and the upper end of the range, found " + s.text()
            + (s.items().size() > 2 ? "; write {grid: " + s.text() + "} to list values" : ""));
        return Optional.empty();
      }
      if (ends.size() < 2) {
        return Optional.empty();
      }
      if (Double.isInfinite(ends.get(0)) || Double.isInfinite(ends.get(1)) || log && ends.get(0) <= 0) {
        problems.add(s.items().get(log && ends.get(0) <= 0 ? 0 : 1).place(), path(), log && ends.get(0) <= 0
            ? "a range of logarithms lies above 0; write uniform, or a lower end above 0" : "expected finite ends, found " + s.text());
        return Optional.empty();
      }
      Class<?> type = (Class<?>) field.type();
      boolean whole = List.of(int.class, Integer.class, long.class, Long.class).contains(type);
      return Optional.of(new TuneRange(new Range.Between(ends.get(0), ends.get(1), log, whole, low(ends.get(0)), high(ends.get(1))), List.of(), type));
    }

    private Optional<TuneRange> among(Node.Sequence s, boolean ordered) {
      if (ordered && !TunePath.number(field.type())) {
        problems.add(s.place(), path(), "a grid is of numbers, which this is not; write {choice: " + s.text() + "}");
        return Optional.empty();
      }
      for (int i = 0; i < s.items().size(); i++) {
        Node n = s.items().get(i);
        if (s.items().subList(0, i).stream().anyMatch(o -> o.text().equals(n.text()))) {
          problems.add(n.place(), path(), n.text() + " stands in the list twice; remove one");
        }
      }
      if (!TunePath.number(field.type())) {
        return Optional.of(new TuneRange(new Range.Among(s.items().size(), false, false, false), s.items(), Object.class));
      }
      List<Double> numbers = new ArrayList<>();
      s.items().forEach(n -> number(n).ifPresent(numbers::add));
      if (numbers.size() < s.items().size()) {
        return Optional.empty();
      }
      double low = numbers.stream().mapToDouble(v -> v).min().orElseThrow();
      double high = numbers.stream().mapToDouble(v -> v).max().orElseThrow();
      return Optional.of(new TuneRange(new Range.Among(s.items().size(), ordered, low(low), high(high)), s.items(), (Class<?>) field.type()));
    }

    private boolean low(double x) {
      Interval r = field.range();
      return r.lowIn() && x <= r.low();
    }

    private boolean high(double x) {
      Interval r = field.range();
      return r.highIn() && x >= r.high();
    }

    /** In the range that the hyperparameter has anywhere. */
    private Optional<Double> number(Node n) {
      if (!(n instanceof Node.Scalar s)) {
        problems.add(n.place(), path(), "expected a number, found " + n.found());
        return Optional.empty();
      }
      try {
        Scalars.parse((Class<?>) field.type(), field.range(), s);
        return Optional.of(TuneRange.number(s.text()));
      } catch (IllegalArgumentException e) {
        problems.add(n.place(), path(), e.getMessage());
        return Optional.empty();
      }
    }
  }
}
