package dev.engram.engine.compare;

import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.Holm;
import dev.engram.engine.statistics.McNemar;
import dev.engram.engine.store.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The networks of a cell compared with those of the reference, seed by seed, on the same test examples. Each test
 * concerns two networks, not the methods that trained them. Test sets of different seeds overlap, so nothing is pooled:
 * the counts over seeds are counts of networks. A diverged network is correct on no example.
 *
 * @param pairs by seed
 */
public record McNemarComparison(List<Pair> pairs) {
    /**
     * Two networks.
     *
     * @param test A is the network of this cell, B that of the reference
     * @param pHolm adjusted for all seeds of this cell
     */
    public record Pair(long seed, McNemar test, double pHolm) {
        /**
         * 1 if the network of this cell is correct significantly more often, -1 if that of the reference is, else 0.
         */
        int significantDirection() {
            return pHolm <= Distributions.SIGNIFICANCE_LEVEL ? Integer.compare(test.onlyA(), test.onlyB()) : 0;
        }
    }

    public McNemarComparison {
        pairs = List.copyOf(pairs);
    }

    static Optional<McNemarComparison> of(CellRuns cell, CellRuns reference) {
        List<Run> runs =
                cell.runs().stream().sorted(Comparator.comparingLong(Run::seed)).toList();
        List<Long> seeds = new ArrayList<>();
        List<McNemar> tests = new ArrayList<>();
        for (Run run : runs) {
            Optional<CorrectExamples> there = correctExamples(reference, run.seed(), cell);
            Optional<CorrectExamples> here = correctExamples(cell, run.seed(), reference);
            if (here.isPresent()
                    && there.isPresent()
                    && here.get().testSetHash().equals(there.get().testSetHash())) {
                seeds.add(run.seed());
                tests.add(McNemar.of(
                        here.get().count(), here.get().correct(), there.get().correct()));
            }
        }
        double[] adjusted = Holm.adjust(tests.stream().mapToDouble(McNemar::p).toArray());
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            pairs.add(new Pair(seeds.get(i), tests.get(i), adjusted[i]));
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(new McNemarComparison(pairs));
    }

    /** The correct examples of a network; a diverged one has the test set of the other and no correct example. */
    private static Optional<CorrectExamples> correctExamples(CellRuns cell, long seed, CellRuns other) {
        CorrectExamples own = cell.correctExamples().get(seed);
        boolean diverged = cell.runs().stream()
                .anyMatch(r -> r.seed() == seed && r.outcome().isMiss());
        CorrectExamples others = other.correctExamples().get(seed);
        return diverged && others != null
                ? Optional.of(new CorrectExamples(others.testSetHash(), others.count(), new BitSet()))
                : Optional.ofNullable(own);
    }

    /** The number of networks of this cell that are correct significantly more often than that of the reference. */
    public int better() {
        return (int) pairs.stream().filter(p -> p.significantDirection() > 0).count();
    }

    public int worse() {
        return (int) pairs.stream().filter(p -> p.significantDirection() < 0).count();
    }

    /** The number of examples that only the network of this cell gets right, over all seeds. */
    public long onlyThisCorrect() {
        return pairs.stream().mapToLong(p -> p.test().onlyA()).sum();
    }

    public long onlyReferenceCorrect() {
        return pairs.stream().mapToLong(p -> p.test().onlyB()).sum();
    }

    public long examples() {
        return pairs.stream()
                .map(Pair::test)
                .mapToLong(t -> t.both() + t.onlyA() + t.onlyB() + t.neither())
                .sum();
    }
}
