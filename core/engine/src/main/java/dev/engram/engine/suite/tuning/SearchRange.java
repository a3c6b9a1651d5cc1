package dev.engram.engine.suite.tuning;

import dev.engram.engine.bind.ScalarParser;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.tune.Range;
import dev.engram.engine.yaml.Excerpt;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The range of a hyperparameter in a search, as written.
 *
 * @param listed the values of a list, in order; empty for a range
 */
public record SearchRange(Range range, List<Node> listed, Class<?> type) {
    static final String LOG = "log-uniform";
    static final String UNIFORM = "uniform";
    public static final String CHOICE = "choice";
    static final String GRID = "grid";
    public static final List<String> KINDS = List.of(LOG, UNIFORM, CHOICE, GRID);
    private static final String EXAMPLE =
            "{log-uniform: [0.001, 1]}, {uniform: [0.1, 2]}, {choice: [relu, tanh]} or {grid: [0.5, 0.9]}";

    private static final NumericRange ANY = NumericRange.parse("[-inf,inf]");

    /** Returns the range; empty if it is not valid for the hyperparameter, which is added to the problems. */
    static Optional<SearchRange> read(TuningReader.SpaceEntry spaceEntry, Hyperparameter field, Problems problems) {
        Problems own = new Problems();
        Optional<SearchRange> range = new Parser(spaceEntry, field, own).read();
        problems.addAll(own.list());
        return own.isEmpty() ? range : Optional.empty();
    }

    /** Returns the text of a number of the range. */
    String text(double value) {
        boolean single = type == float.class || type == Float.class;
        if (range instanceof Range.Numeric b && b.whole()) {
            return Long.toString((long) value);
        }
        return single ? YamlNumbers.format((float) value) : YamlNumbers.format(value);
    }

    /** Parses a text that is known to be a number. */
    static double number(String text) {
        return YamlNumbers.parseDouble(text, ANY);
    }

    /** A range being parsed. */
    private record Parser(TuningReader.SpaceEntry spaceEntry, Hyperparameter hyperparameter, Problems problems) {
        private String path() {
            return TuningReader.PATH + "." + TuningReader.SPACE + "." + spaceEntry.path();
        }

        Optional<SearchRange> read() {
            if (!(spaceEntry.value() instanceof Node.Mapping m) || m.pairs().size() != 1) {
                problems.add(
                        spaceEntry.value().isNull()
                                ? spaceEntry.location()
                                : spaceEntry.value().location(),
                        path(),
                        "expected a range such as " + EXAMPLE + ", found "
                                + spaceEntry.value().describe());
                return Optional.empty();
            }
            Node.Pair p = m.pairs().get(0);
            if (!KINDS.contains(p.key())) {
                problems.add(p.location(), path(), "unknown kind of range" + NameSuggestions.hint(p.key(), KINDS));
                return Optional.empty();
            }
            if (!(p.value() instanceof Node.Sequence s) || s.items().size() < 2) {
                problems.add(
                        p.value().isNull() ? p.location() : p.value().location(),
                        path(),
                        p.key().equals(LOG) || p.key().equals(UNIFORM)
                                ? "expected the two ends of the range, such as [0.1, 2]"
                                : "expected a list of at least two values");
                return Optional.empty();
            }
            return p.key().equals(LOG) || p.key().equals(UNIFORM)
                    ? numeric(s, p.key().equals(LOG))
                    : enumerated(s, p.key().equals(GRID));
        }

        private Optional<SearchRange> numeric(Node.Sequence s, boolean log) {
            if (!HyperparameterLookup.isNumber(hyperparameter.type())) {
                problems.add(
                        s.location(),
                        path(),
                        "this is not a number; list values, as in {choice: ["
                                + (hyperparameter.defaultValue().orElse("...")) + ", ...]}");
                return Optional.empty();
            }
            List<Double> ends = new ArrayList<>();
            s.items().forEach(n -> number(n).ifPresent(ends::add));
            if (s.items().size() > 2 || ends.size() == 2 && ends.get(0) >= ends.get(1)) {
                problems.add(
                        s.location(),
                        path(),
                        "expected the lower and the upper end of the range, found " + s.text()
                                + (s.items().size() > 2 ? "; write {grid: " + s.text() + "} to list values" : ""));
                return Optional.empty();
            }
            if (ends.size() < 2) {
                return Optional.empty();
            }
            if (Double.isInfinite(ends.get(0)) || Double.isInfinite(ends.get(1)) || log && ends.get(0) <= 0) {
                problems.add(
                        s.items().get(log && ends.get(0) <= 0 ? 0 : 1).location(),
                        path(),
                        log && ends.get(0) <= 0
                                ? "a logarithmic range must be above 0; write uniform, or a lower end above 0"
                                : "expected finite ends, found " + s.text());
                return Optional.empty();
            }
            Class<?> type = (Class<?>) hyperparameter.type();
            boolean whole =
                    List.of(int.class, Integer.class, long.class, Long.class).contains(type);
            return Optional.of(new SearchRange(
                    new Range.Numeric(
                            ends.get(0), ends.get(1), log, whole, isClosedLow(ends.get(0)), isClosedHigh(ends.get(1))),
                    List.of(),
                    type));
        }

        private Optional<SearchRange> enumerated(Node.Sequence s, boolean ordered) {
            if (ordered && !HyperparameterLookup.isNumber(hyperparameter.type())) {
                problems.add(s.location(), path(), "a grid needs numbers; write {choice: " + s.text() + "}");
                return Optional.empty();
            }
            if (s.items().size() > SuiteLimits.LISTED_VALUES) {
                problems.add(
                        s.location(),
                        path(),
                        s.items().size() + " values are more than the limit of " + SuiteLimits.LISTED_VALUES
                                + "; give a range, such as {uniform: [0.1, 2]}");
                return Optional.empty();
            }
            Set<String> before = new HashSet<>();
            for (Node n : s.items()) {
                if (!before.add(n.text())) {
                    problems.add(n.location(), path(), Excerpt.of(n.text()) + " is listed twice; remove one");
                }
            }
            if (!HyperparameterLookup.isNumber(hyperparameter.type())) {
                return Optional.of(new SearchRange(
                        new Range.Enumerated(s.items().size(), false, false, false), s.items(), Object.class));
            }
            List<Double> numbers = new ArrayList<>();
            s.items().forEach(n -> number(n).ifPresent(numbers::add));
            if (numbers.size() < s.items().size()) {
                return Optional.empty();
            }
            double low = numbers.stream().mapToDouble(v -> v).min().orElseThrow();
            double high = numbers.stream().mapToDouble(v -> v).max().orElseThrow();
            return Optional.of(new SearchRange(
                    new Range.Enumerated(s.items().size(), ordered, isClosedLow(low), isClosedHigh(high)),
                    s.items(),
                    (Class<?>) hyperparameter.type()));
        }

        private boolean isClosedLow(double x) {
            NumericRange r = hyperparameter.range();
            return r.lowInclusive() && x <= r.low();
        }

        private boolean isClosedHigh(double x) {
            NumericRange r = hyperparameter.range();
            return r.highInclusive() && x >= r.high();
        }

        /** Parses a number in the range of the hyperparameter. */
        private Optional<Double> number(Node n) {
            if (!(n instanceof Node.Scalar s)) {
                problems.add(n.location(), path(), "expected a number, found " + n.describe());
                return Optional.empty();
            }
            try {
                ScalarParser.parse((Class<?>) hyperparameter.type(), hyperparameter.range(), s);
                return Optional.of(SearchRange.number(s.text()));
            } catch (IllegalArgumentException e) {
                problems.add(n.location(), path(), e.getMessage());
                return Optional.empty();
            }
        }
    }
}
