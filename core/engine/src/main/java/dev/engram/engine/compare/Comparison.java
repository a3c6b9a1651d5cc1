package dev.engram.engine.compare;

import dev.engram.engine.inference.Contrast;
import dev.engram.engine.inference.PairedComparison;
import dev.engram.engine.inference.QuestionResult;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.Median;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A comparison of the cells of one problem. It depends only on the runs, not on their order. Runs that diverged,
 * exploded or failed are left out of means and counted separately; a run that diverged or exploded is the worst in
 * medians, tests and verdicts.
 *
 * @param baseline name of the cell that the suite declares as the baseline
 * @param reference name of the cell that the others are compared with: the baseline or, without one, the best by the
 *     first metric
 * @param metrics the first decides
 * @param cells in the order given
 * @param design number of seeds, folds and target
 * @param questions the answers to the questions of the design on this problem, by the first metric; empty while there
 *     is nothing to compare
 */
public record Comparison(
        String title,
        Optional<String> baseline,
        Optional<String> reference,
        List<MetricInfo> metrics,
        List<CellSummary> cells,
        ComparisonDesign design,
        List<QuestionResult> questions) {
    public Comparison {
        metrics = List.copyOf(metrics);
        cells = List.copyOf(cells);
        questions = List.copyOf(questions);
    }

    /** Compares with as many seeds as the runs have, and no target. */
    public static Comparison of(
            String title, List<CellRuns> cells, Optional<String> baseline, List<MetricInfo> metrics) {
        return of(title, cells, baseline, metrics, ComparisonDesign.of(0));
    }

    public static Comparison of(
            String title,
            List<CellRuns> cells,
            Optional<String> baseline,
            List<MetricInfo> metrics,
            ComparisonDesign comparisonDesign) {
        if (cells.stream().map(CellRuns::name).distinct().count() < cells.size()) {
            throw new IllegalArgumentException("two cells have the same name");
        }
        Bootstrap bootstrap = new Bootstrap();
        List<CellResults> samples = cells.stream().map(CellResults::new).toList();
        List<List<Median>> medians = samples.stream()
                .map(s -> metrics.stream().map(m -> s.median(m, bootstrap)).toList())
                .toList();
        OptionalInt reference =
                baseline.map(name -> OptionalInt.of(index(cells, name))).orElseGet(() -> best(medians, metrics));
        List<List<Contrast>> contrasts =
                contrasts(samples, reference, metrics, comparisonDesign.testPerTrain(), bootstrap);
        List<TimeToTarget> reaches = comparisonDesign
                .target()
                .map(g -> TimeToTarget.of(cells, reference, g, comparisonDesign.testPerTrain(), bootstrap))
                .orElse(List.of());
        int seen = (int) cells.stream()
                .flatMap(c -> c.runs().stream())
                .mapToLong(Run::seed)
                .distinct()
                .count();
        int seeds = Math.max(comparisonDesign.seeds(), seen);
        boolean landscapes = cells.stream().flatMap(c -> c.runs().stream()).anyMatch(LandscapeResult::onLandscape);
        List<CellSummary> summaries = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            CellRuns cell = cells.get(i);
            List<MetricSummary> of = new ArrayList<>();
            for (int m = 0; m < metrics.size(); m++) {
                int other = i - (reference.isPresent() && i > reference.getAsInt() ? 1 : 0);
                boolean compared = reference.isPresent() && i != reference.getAsInt();
                of.add(new MetricSummary(
                        metrics.get(m),
                        samples.get(i).estimate(metrics.get(m), comparisonDesign.testPerTrain()),
                        medians.get(i).get(m),
                        compared ? Optional.of(contrasts.get(m).get(other)) : Optional.empty()));
            }
            List<Cost> costs = cell.runs().stream()
                    .filter(r -> r.outcome().hasResults())
                    .map(Run::cost)
                    .toList();
            summaries.add(new CellSummary(
                    cell.name(),
                    cell.axes(),
                    baseline.filter(cell.name()::equals).isPresent(),
                    reference.isPresent() && i != reference.getAsInt()
                            ? Optional.of(cells.get(reference.getAsInt()).name())
                            : Optional.empty(),
                    new RunCounts(seeds, outcomes(cell)),
                    new CellMeasurements(
                            of,
                            samples.get(i).details(comparisonDesign.testPerTrain()),
                            CostSummary.of(costs),
                            landscapes ? LandscapeResult.of(cell.runs()) : List.of(),
                            cell.runs().stream()
                                    .flatMap(r -> r.notLocal().stream())
                                    .findFirst()),
                    reaches.isEmpty() ? Optional.empty() : Optional.of(reaches.get(i)),
                    reference.isPresent() && i != reference.getAsInt()
                            ? McNemarComparison.of(cell, cells.get(reference.getAsInt()))
                            : Optional.empty()));
        }
        Optional<String> name = reference.isPresent()
                ? Optional.of(cells.get(reference.getAsInt()).name())
                : Optional.empty();
        return new Comparison(title, baseline, name, metrics, summaries, comparisonDesign, List.of());
    }

    /** The cell that a cell is compared with; empty for a reference, and without one. */
    public Optional<CellSummary> referenceOf(CellSummary cell) {
        return cells.stream()
                .filter(c -> cell.reference().filter(c.name()::equals).isPresent())
                .findFirst();
    }

    /** The cell that the others are compared with. */
    public Optional<CellSummary> referenceCell() {
        return cells.stream()
                .filter(c -> reference.filter(c.name()::equals).isPresent())
                .findFirst();
    }

    /**
     * Returns true if runs are missing. There is then no verdict, because tests that are repeated until they show
     * something do.
     */
    public boolean hasMissingRuns() {
        return design.missingRuns() > 0;
    }

    /** Returns true if the runs descend landscapes. */
    public boolean onLandscapes() {
        return cells.stream().anyMatch(c -> !c.measurements().landscapeResults().isEmpty());
    }

    /** The locations where runs on a landscape ended, by the heading under which they are counted, in order. */
    public SortedMap<String, SortedSet<String>> endLocations() {
        SortedMap<String, SortedSet<String>> numbered = endLocations(LandscapeResult::locationName);
        boolean unique = numbered.entrySet().stream()
                .noneMatch(
                        e -> e.getValue().size() > 1 && !e.getKey().equals(LandscapeResult.withoutNumber(e.getKey())));
        return unique
                ? numbered
                : endLocations(e -> LandscapeResult.withoutNumber(
                        e.locationName())); // the numbers of several landscapes mean different points
    }

    private SortedMap<String, SortedSet<String>> endLocations(Function<LandscapeResult, String> heading) {
        SortedMap<String, SortedSet<String>> places = new TreeMap<>(LandscapeResult::compareNames);
        cells.forEach(c -> c.measurements()
                .landscapeResults()
                .forEach(e -> places.computeIfAbsent(heading.apply(e), k -> new TreeSet<>())
                        .add(e.location())));
        return places;
    }

    private static int index(List<CellRuns> cells, String name) {
        List<String> names = cells.stream().map(CellRuns::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("there is no cell '" + name + "' to be the baseline");
        }
        return names.indexOf(name);
    }

    /** The cell with the best median by the first metric, where misses count as the worst; the first of equals. */
    private static OptionalInt best(List<List<Median>> medians, List<MetricInfo> metrics) {
        if (medians.size() < 2 || metrics.isEmpty() || metrics.get(0).direction() == 0) {
            return OptionalInt.empty();
        }
        int direction = metrics.get(0).direction();
        int best = -1;
        for (int i = 0; i < medians.size(); i++) {
            double value = medians.get(i).get(0).value();
            if (!Double.isNaN(value)
                    && (best < 0
                            || direction * value
                                    > direction * medians.get(best).get(0).value())) {
                best = i;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /**
     * The contrasts by metric, for all cells except the reference, in order. Built cell by cell, because a cell has the
     * same number of pairs in all metrics.
     */
    private static List<List<Contrast>> contrasts(
            List<CellResults> samples,
            OptionalInt reference,
            List<MetricInfo> metrics,
            OptionalDouble testPerTrain,
            Bootstrap bootstrap) {
        if (reference.isEmpty()) {
            return metrics.stream().map(m -> List.<Contrast>of()).toList();
        }
        CellResults base = samples.get(reference.getAsInt());
        List<List<PairedComparison>> pairs = samples.stream()
                .filter(s -> s != base)
                .map(s -> metrics.stream()
                        .map(m -> s.pairWith(base, m, testPerTrain, bootstrap))
                        .toList())
                .toList();
        return IntStream.range(0, metrics.size())
                .mapToObj(m -> Contrast.family(
                        pairs.stream().map(p -> p.get(m)).toList(),
                        metrics.get(m).direction()))
                .toList();
    }

    private static Map<Outcome, Integer> outcomes(CellRuns cell) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome o : Outcome.values()) {
            counts.put(
                    o, (int) cell.runs().stream().filter(r -> r.outcome() == o).count());
        }
        return Collections.unmodifiableMap(counts);
    }
}
