package dev.engram.engine.claim;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.yaml.Location;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number of each run of a cell: a reading of a metric, possibly compared with another reading of the same seed.
 *
 * <pre>
 *   value = scale ((reading - minus) / over)^(1/root)
 * </pre>
 *
 * @param cell name of the cell
 * @param cellLocation where the cell is named
 * @param metric name of the metric, such as {@code accuracy} or {@code weight-angle/layer0}; {@code position} for all
 *     coordinates of a point on a landscape, with a distance
 * @param phase phase of the measurement; empty for that of the metric: test data at the end, else curves on test data,
 *     inspections of training and validation data, in this order
 * @param at the reading
 * @param modifiers what the reading is compared with
 */
public record Statistic(
        String cell,
        Location cellLocation,
        String metric,
        Optional<String> phase,
        ReadingTime at,
        Modifiers modifiers) {
    /** Phases in which a metric is looked for, besides the test at the end. */
    private static final List<String> CURVES =
            List.of(Measurement.TEST_CURVE, "probe", "validation", Measurement.TRAINING_CURVE, "train");

    private static final String TEST = "test";
    /** The point on a landscape, whose coordinates are the metrics x0, x1, ... */
    static final String POSITION = "position";

    private static final Pattern COORDINATE = Pattern.compile("x[0-9]+");

    /**
     * What a reading is compared with.
     *
     * @param over divisor
     * @param minus what is subtracted
     * @param distanceFrom a cell: each reading is replaced by its distance from the reading of that cell after the same
     *     number of steps, with the same seed
     * @param root the root that is taken, 1 for none
     * @param scale factor, such as 100 for percent
     */
    record Modifiers(
            Optional<Statistic> over,
            Optional<Statistic> minus,
            Optional<Statistic> distanceFrom,
            double root,
            double scale) {
        static final Modifiers NONE = new Modifiers(Optional.empty(), Optional.empty(), Optional.empty(), 1, 1);
    }

    /** Returns this statistic and those that it is compared with. */
    public Stream<Statistic> parts() {
        return Stream.concat(
                Stream.of(this),
                Stream.of(modifiers.over(), modifiers.minus(), modifiers.distanceFrom())
                        .flatMap(Optional::stream)
                        .flatMap(Statistic::parts));
    }

    /** Returns the value of each run of the cell, in order; NaN for a run without the reading. */
    double[] values(ClaimRuns runs) {
        return runs.of(cell).stream().mapToDouble(r -> value(runs, r.seed())).toArray();
    }

    /** Returns the value for a seed; NaN if there is no such reading. */
    double value(ClaimRuns runs, long seed) {
        ClaimRun run = runs.run(cell, seed);
        if (run == null) {
            return Double.NaN;
        }
        double x = at.of(readings(runs, run));
        if (modifiers.minus().isPresent()) {
            x -= modifiers.minus().get().value(runs, seed);
        }
        if (modifiers.over().isPresent()) {
            x /= modifiers.over().get().value(runs, seed);
        }
        return modifiers.scale() * (modifiers.root() == 1 ? x : StrictMath.pow(x, 1 / modifiers.root()));
    }

    private List<Measurement> readings(ClaimRuns runs, ClaimRun run) {
        List<Measurement> own = readings(run.result().measurements());
        if (modifiers.distanceFrom().isEmpty()) {
            return own;
        }
        ClaimRun other = runs.run(modifiers.distanceFrom().get().cell(), run.seed());
        return other == null
                ? List.of()
                : distances(own, readings(other.result().measurements()));
    }

    /** Returns the distances of readings from others after the same number of steps: of points, the Euclidean ones. */
    private static List<Measurement> distances(List<Measurement> own, List<Measurement> others) {
        Map<List<Object>, Double> byPlace = new HashMap<>();
        others.forEach(m -> byPlace.put(place(m), m.value()));
        Map<Long, Measurement> byStep = new LinkedHashMap<>();
        for (Measurement m : own) {
            Double other = byPlace.get(place(m));
            if (other != null) {
                double difference = Math.abs(m.value() - other);
                byStep.merge(
                        m.step(),
                        withValue(m, difference),
                        (a, b) -> withValue(a, StrictMath.hypot(a.value(), b.value())));
            }
        }
        return List.copyOf(byStep.values());
    }

    private static List<Object> place(Measurement m) {
        return List.of(m.step(), m.metric());
    }

    private static Measurement withValue(Measurement m, double value) {
        return new Measurement(m.step(), m.epoch(), m.phase(), m.metric(), value);
    }

    private List<Measurement> readings(List<Measurement> all) {
        List<Measurement> ofMetric = all.stream().filter(this::isOfMetric).toList();
        if (phase.isPresent()) {
            return select(ofMetric, phase.get()::equals);
        }
        if (at.kind() == ReadingTime.Kind.END) {
            List<Measurement> atEnd = select(ofMetric, TEST::equals);
            if (!atEnd.isEmpty()) {
                return atEnd;
            }
        }
        return CURVES.stream()
                .map(p -> select(ofMetric, p::equals))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private boolean isOfMetric(Measurement m) {
        return metric.equals(POSITION)
                ? COORDINATE.matcher(m.metric()).matches()
                : m.metric().equals(metric);
    }

    private static List<Measurement> select(List<Measurement> measurements, Predicate<String> wantedPhase) {
        return measurements.stream().filter(m -> wantedPhase.test(m.phase())).toList();
    }

    /** Returns the statistic in words, such as {@code test loss of adam at epoch 10}. */
    String words() {
        StringBuilder b = new StringBuilder(metric);
        phase.ifPresent(p -> b.append(" (").append(p).append(')'));
        b.append(" of ").append(cell);
        b.append(at.kind() == ReadingTime.Kind.END ? "" : ", " + at.text());
        modifiers.distanceFrom().ifPresent(o -> b.append(", distance from ").append(o.cell()));
        modifiers.minus().ifPresent(m -> b.append(", minus ").append(m.words()));
        modifiers.over().ifPresent(o -> b.append(", divided by ").append(o.words()));
        if (modifiers.root() != 1) {
            b.append(", root ").append(Digits.of(modifiers.root()));
        }
        return b.toString();
    }
}
