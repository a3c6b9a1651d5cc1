package dev.engram.engine.compare;

import dev.engram.engine.run.Outcome;
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
 * The networks of a cell beside those of the reference, seed by seed on the same test examples. Each test speaks of two networks and
 * not of what trained them, so the counts over seeds are counts of networks: test sets of different seeds overlap, and nothing is
 * pooled. A network that diverged is right nowhere.
 *
 * @param pairs by seed
 */
public record McNemarComparison(List<Pair> pairs) {
    /**
     * Two networks.
     *
     * @param test A is the one of this cell, B that of the reference
     * @param pHolm adjusted for all seeds of this cell
     */
    public record Pair(long seed, McNemar test, double pHolm) {
        /** 1 if the network of this cell is shown to be right more often, -1 if that of the reference is, else 0. */
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

    /** A diverged network was tested on what the other one was. */
    private static Optional<CorrectExamples> correctExamples(CellRuns cell, long seed, CellRuns other) {
        CorrectExamples own = cell.correctExamples().get(seed);
        boolean diverged = cell.runs().stream().anyMatch(r -> r.seed() == seed && r.outcome() == Outcome.DIVERGED);
        CorrectExamples others = other.correctExamples().get(seed);
        return diverged && others != null
                ? Optional.of(new CorrectExamples(others.testSetHash(), others.count(), new BitSet()))
                : Optional.ofNullable(own);
    }

    /** How many networks of this cell are shown to be right more often than their counterparts. */
    public int better() {
        return (int) pairs.stream().filter(p -> p.significantDirection() > 0).count();
    }

    public int worse() {
        return (int) pairs.stream().filter(p -> p.significantDirection() < 0).count();
    }

    /** Examples that a network of this cell alone gets right, one by one over all seeds. */
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
