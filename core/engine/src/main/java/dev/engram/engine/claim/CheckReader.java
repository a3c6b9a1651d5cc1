package dev.engram.engine.claim;

import dev.engram.engine.claim.FactCheck.Divergence;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads the checks of a claim. */
final class CheckReader {
    private static final List<String> STATISTIC =
            List.of("cell", "metric", "phase", "at", "over", "minus", "distance-from", "root", "scale");

    private final Problems problems;

    CheckReader(Problems problems) {
        this.problems = problems;
    }

    List<ClaimCheck> checks(ClaimFields claim) {
        List<ClaimCheck> checks = new ArrayList<>();
        List<Node.Mapping> values = claim.maps("values");
        for (int i = 0; i < values.size(); i++) {
            number(fields(values.get(i), "values." + i, "mean", "sd", "n", "tolerance", "because", "resolution"))
                    .ifPresent(checks::add);
        }
        List<Node.Mapping> orders = claim.maps("orders");
        for (int i = 0; i < orders.size(); i++) {
            order(fields(orders.get(i), "orders." + i, "ascending", "equal", "not-larger", "margin", "paired"))
                    .ifPresent(checks::add);
        }
        List<Node.Mapping> facts = claim.maps("facts");
        for (int i = 0; i < facts.size(); i++) {
            checks.addAll(facts(fields(
                    facts.get(i),
                    "facts." + i,
                    "cells",
                    "of",
                    "at-least",
                    "at-most",
                    "outcome",
                    "same-parameters-as")));
        }
        return checks;
    }

    private ClaimFields fields(Node.Mapping map, String path, String... more) {
        return new ClaimFields(
                map, path, Stream.concat(STATISTIC.stream(), Stream.of(more)).toList(), problems);
    }

    private Optional<ClaimCheck> number(ClaimFields f) {
        Optional<Statistic> statistic = statistic(f);
        OptionalDouble mean = f.number("mean");
        if (!f.has("mean")) {
            f.missing("mean", "give the published number");
        }
        OptionalDouble deviation = f.number("sd");
        OptionalDouble n = f.number("n");
        OptionalDouble tolerance = f.number("tolerance");
        OptionalDouble resolution = f.number("resolution");
        if (deviation.isEmpty() && tolerance.isEmpty()) {
            f.missing("tolerance", "give the spread of the publication, as sd and n, or a tolerance and its reason");
        }
        if (deviation.isPresent() && tolerance.isPresent()) {
            f.problem(
                    "tolerance",
                    "the publication gives a spread, so the tolerance is three standard errors;"
                            + " remove tolerance, or sd");
        }
        if (deviation.isPresent() && n.isEmpty()) {
            f.missing("n", "give the number of runs behind sd");
        }
        if (n.isPresent() && n.getAsDouble() != Math.rint(n.getAsDouble())) {
            f.problem("n", f.written("n") + " is not a whole number of runs");
        }
        if (tolerance.isPresent() && !f.has("because")) {
            f.missing("because", "give the reason of the tolerance");
        }
        if (tolerance.isEmpty() && deviation.isPresent() && resolution.isEmpty()) {
            f.missing("resolution", "give the largest tolerance that still says something");
        }
        for (String key : List.of("sd", "n", "tolerance", "resolution")) {
            if (f.number(key).orElse(1) < 0 || key.equals("n") && f.number(key).orElse(1) < 1) {
                f.problem(key, f.written(key) + " is too small");
            }
        }
        if (statistic.isEmpty() || mean.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NumberCheck(
                statistic.get(),
                new NumberCheck.Published(
                        mean.getAsDouble(), deviation, (int) n.orElse(1), halfUnit(f.written("mean"))),
                new NumberCheck.Tolerance(tolerance, f.optionalText("because").orElse(""), resolution)));
    }

    /** Returns half a unit of the last digit of a number as it is written. */
    static double halfUnit(String number) {
        int exponentAt = number.toLowerCase(Locale.ROOT).indexOf('e');
        String mantissa = exponentAt < 0 ? number : number.substring(0, exponentAt);
        int exponent = exponentAt < 0 ? 0 : Integer.parseInt(number.substring(exponentAt + 1));
        int decimals = mantissa.contains(".") ? mantissa.length() - mantissa.indexOf('.') - 1 : 0;
        return 0.5 * StrictMath.pow(10, exponent - decimals);
    }

    private Optional<ClaimCheck> order(ClaimFields f) {
        List<String> forms =
                Stream.of("ascending", "equal", "not-larger").filter(f::has).toList();
        if (forms.size() != 1) {
            f.missing("ascending", "give exactly one of ascending, equal and not-larger");
            return Optional.empty();
        }
        String form = forms.get(0);
        Optional<Pairing> pairing = f.choice("paired", Pairing.class);
        if (f.has("paired") && !form.equals("ascending")) {
            f.problem("paired", "only an ascending order can do without pairs");
        }
        List<Statistic> cells = new ArrayList<>();
        for (String cell : f.texts(form)) {
            statistic(f, cell, form).ifPresent(cells::add);
        }
        if (form.equals("ascending")) {
            if (f.texts(form).size() < 2) {
                f.problem(form, "an order has at least two cells");
            }
            return cells.size() < 2
                    ? Optional.empty()
                    : Optional.of(new OrderCheck(cells, pairing.isEmpty() || pairing.get() == Pairing.TRUE));
        }
        if (f.texts(form).size() != 2) {
            f.problem(form, "expected two cells");
        }
        OptionalDouble margin = f.number("margin");
        if (!f.has("margin")) {
            f.missing("margin", "give the largest difference that does not matter");
        }
        if (margin.orElse(1) <= 0) {
            f.problem("margin", f.written("margin") + " is too small; no data can show it");
        }
        return cells.size() != 2 || margin.isEmpty()
                ? Optional.empty()
                : Optional.of(new EquivalenceCheck(
                        cells.get(0), cells.get(1), margin.getAsDouble(), form.equals("not-larger")));
    }

    /** The words for {@code paired}. */
    private enum Pairing {
        TRUE,
        FALSE
    }

    private List<ClaimCheck> facts(ClaimFields f) {
        boolean each = f.has("cells");
        if (each == f.has("cell")) {
            f.missing("cell", "give either cell, or cells for several");
            return List.of();
        }
        String key = each ? "cells" : "cell";
        List<ClaimCheck> checks = new ArrayList<>();
        for (String cell : f.texts(key)) {
            fact(f, cell, key).ifPresent(checks::add);
        }
        return checks;
    }

    private Optional<ClaimCheck> fact(ClaimFields f, String cell, String key) {
        OptionalDouble atLeast = f.number("at-least");
        OptionalDouble atMost = f.number("at-most");
        Optional<Outcomes> outcome = f.choice("outcome", Outcomes.class);
        Optional<String> other = f.optionalText("same-parameters-as");
        boolean bounded = f.has("at-least") || f.has("at-most");
        if (atLeast.orElse(Double.NEGATIVE_INFINITY) > atMost.orElse(Double.POSITIVE_INFINITY)) {
            f.problem("at-most", f.written("at-most") + " is below at-least, " + f.written("at-least"));
        }
        if (!bounded && !f.has("outcome") && other.isEmpty()) {
            f.missing("at-most", "give at-least, at-most, outcome or same-parameters-as");
            return Optional.empty();
        }
        Optional<Statistic> statistic = bounded ? statistic(f, cell, key) : Optional.of(bare(f, cell, key));
        boolean mean = f.optionalText("of").filter("mean"::equals).isPresent();
        if (f.has("of") && !mean) {
            f.problem("of", "expected mean; without it, the fact is about every run");
        }
        if (outcome.isPresent() && bounded != (outcome.get() == Outcomes.OR_DIVERGED)) {
            f.problem("outcome", "with at-least or at-most write or-diverged, and otherwise diverged or finished");
            return Optional.empty();
        }
        return statistic.map(s -> new FactCheck(
                new FactCheck.Subject(s, mean),
                new FactCheck.Limits(
                        atLeast,
                        atMost,
                        outcome.map(o -> o.divergence),
                        other.map(o -> bare(f, o, "same-parameters-as")))));
    }

    /** The words for outcomes. */
    private enum Outcomes {
        DIVERGED(Divergence.ALWAYS),
        FINISHED(Divergence.NEVER),
        OR_DIVERGED(Divergence.ALLOWED);

        private final Divergence divergence;

        Outcomes(Divergence divergence) {
            this.divergence = divergence;
        }
    }

    private static Statistic bare(ClaimFields f, String cell, String key) {
        return new Statistic(cell, f.location(key), "", Optional.empty(), ReadingTime.END, Statistic.Modifiers.NONE);
    }

    private Optional<Statistic> statistic(ClaimFields f) {
        return f.text("cell", "name a cell of the suite").flatMap(c -> statistic(f, c, "cell"));
    }

    private Optional<Statistic> statistic(ClaimFields f, String cell, String key) {
        Optional<String> metric = f.text("metric", "name a metric that the suite measures");
        Optional<String> at = f.optionalText("at");
        Optional<ReadingTime> time = at.isEmpty() ? Optional.of(ReadingTime.END) : ReadingTime.parse(at.get());
        if (time.isEmpty()) {
            f.problem("at", "'" + at.orElseThrow() + "' is not a reading; write " + ReadingTime.FORMS);
        }
        if (metric.filter(Statistic.POSITION::equals).isPresent() && !f.has("distance-from")) {
            f.problem("metric", "position is a point; read a coordinate, such as x0, or its distance-from a cell");
        }
        Statistic.Modifiers modifiers = new Statistic.Modifiers(
                nested(f, "over", cell),
                nested(f, "minus", cell),
                f.optionalText("distance-from").map(c -> bare(f, c, "distance-from")),
                f.number("root").orElse(1),
                f.number("scale").orElse(1));
        return metric.isEmpty() || time.isEmpty()
                ? Optional.empty()
                : Optional.of(new Statistic(
                        cell, f.location(key), metric.get(), f.optionalText("phase"), time.get(), modifiers));
    }

    /** Reads what a statistic is compared with; cell, metric and reading are by default those of the statistic. */
    private Optional<Statistic> nested(ClaimFields f, String key, String cell) {
        return f.optionalMap(key).flatMap(m -> {
            List<Node.Pair> inherited = new ArrayList<>();
            for (String k : List.of("metric", "at", "phase", "distance-from")) {
                if (m.get(k) == null && f.has(k)) {
                    inherited.add(new Node.Pair(k, f.location(k), new Node.Scalar(f.location(k), f.written(k), true)));
                }
            }
            if (m.get("cell") == null) {
                inherited.add(new Node.Pair("cell", f.location(key), new Node.Scalar(f.location(key), cell, false)));
            }
            return statistic(fields(m.withAll(m.location(), inherited), f.path(key)));
        });
    }
}
