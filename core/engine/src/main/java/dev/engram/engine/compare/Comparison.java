package dev.engram.engine.compare;

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
 * How the cells of a suite compare: the same for the same runs, whatever their order, always. A run that diverged or
 * failed has no part in a mean, and is counted beside it; one that diverged is the worst in medians, tests and verdicts.
 *
 * @param baseline name of the cell that the others are meant to be compared with
 * @param reference the cell that they are compared with: the baseline, or the best by the first metric if none is named
 * @param metrics the first is the one that matters
 * @param cells in the order given
 * @param design on which they are compared
 */
public record Comparison(
        String title,
        Optional<String> baseline,
        Optional<String> reference,
        List<MetricInfo> metrics,
        List<CellSummary> cells,
        ComparisonDesign design) {
    public Comparison {
        metrics = List.copyOf(metrics);
        cells = List.copyOf(cells);
    }

    /** Of the seeds that the runs have. */
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
            throw new IllegalArgumentException("two cells have one name");
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
                    seeds,
                    outcomes(cell),
                    of,
                    CostSummary.of(costs),
                    landscapes ? LandscapeResult.of(cell.runs()) : List.of(),
                    cell.runs().stream().flatMap(r -> r.notLocal().stream()).findFirst(),
                    reaches.isEmpty() ? Optional.empty() : Optional.of(reaches.get(i)),
                    reference.isPresent() && i != reference.getAsInt()
                            ? McNemarComparison.of(cell, cells.get(reference.getAsInt()))
                            : Optional.empty()));
        }
        Optional<String> name = reference.isPresent()
                ? Optional.of(cells.get(reference.getAsInt()).name())
                : Optional.empty();
        return new Comparison(title, baseline, name, metrics, summaries, comparisonDesign);
    }

    /** The cell that the others are compared with. */
    public Optional<CellSummary> referenceCell() {
        return cells.stream()
                .filter(c -> reference.filter(c.name()::equals).isPresent())
                .findFirst();
    }

    /** Are runs missing? Tests that are looked at until they show something do, so that there is no verdict before the last run. */
    public boolean hasMissingRuns() {
        return design.missingRuns() > 0;
    }

    /** Is it about functions to descend? */
    public boolean onLandscapes() {
        return cells.stream().anyMatch(c -> !c.landscapeResults().isEmpty());
    }

    /** Where runs on a landscape ended, by what a count of them stands under: all places in full, in order. */
    public SortedMap<String, SortedSet<String>> endLocations() {
        SortedMap<String, SortedSet<String>> numbered = endLocations(LandscapeResult::locationName);
        boolean unique = numbered.entrySet().stream()
                .noneMatch(
                        e -> e.getValue().size() > 1 && !e.getKey().equals(LandscapeResult.withoutNumber(e.getKey())));
        return unique
                ? numbered
                : endLocations(e -> LandscapeResult.withoutNumber(
                        e.locationName())); // numbers of several landscapes do not go together
    }

    private SortedMap<String, SortedSet<String>> endLocations(Function<LandscapeResult, String> heading) {
        SortedMap<String, SortedSet<String>> places = new TreeMap<>(LandscapeResult::compareNames);
        cells.forEach(c -> c.landscapeResults()
                .forEach(e -> places.computeIfAbsent(heading.apply(e), k -> new TreeSet<>())
                        .add(e.location())));
        return places;
    }

    private static int index(List<CellRuns> cells, String name) {
        List<String> names = cells.stream().map(CellRuns::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no cell is called '" + name + "' as the baseline is");
        }
        return names.indexOf(name);
    }

    /** The highest median by the first metric, misses counting as worst; of equal ones the first. */
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

    /** By metric, of all cells but the reference, in order. Cell by cell, because its pairs are as many in all metrics. */
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
