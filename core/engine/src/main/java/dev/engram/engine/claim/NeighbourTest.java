package dev.engram.engine.claim;

import dev.engram.engine.statistics.MannWhitney;
import dev.engram.engine.statistics.SignedRank;
import java.util.Arrays;

/**
 * The test of two neighbours in a published order.
 *
 * @param pair the two cells, in words
 * @param paired whether the values were paired by seed
 * @param n number of pairs or, without pairs, of values in the smaller sample
 * @param published one-sided p against the published order being wrong
 * @param opposite one-sided p in the other direction
 * @param leastP the smallest p that so many seeds allow
 */
record NeighbourTest(String pair, boolean paired, int n, double published, double opposite, double leastP) {
    /**
     * Tests two neighbours.
     *
     * @param paired whether runs of the same seed may be paired, if both were made here
     */
    static NeighbourTest of(Statistic smaller, Statistic larger, boolean paired, ClaimRuns runs) {
        String pair = smaller.cell() + " < " + larger.cell();
        if (paired && !runs.isNotRunHere(smaller.cell()) && !runs.isNotRunHere(larger.cell())) {
            double[] differences = PairedValues.differences(larger, smaller, runs);
            return new NeighbourTest(
                    pair,
                    true,
                    differences.length,
                    PairedValues.oneSided(differences),
                    PairedValues.oneSided(
                            Arrays.stream(differences).map(d -> -d).toArray()),
                    SignedRank.minimumP(differences.length) / 2);
        }
        MannWhitney test = MannWhitney.of(PairedValues.of(larger, runs), PairedValues.of(smaller, runs));
        return new NeighbourTest(
                pair,
                false,
                Math.min(test.n(), test.m()),
                test.greater(),
                test.less(),
                MannWhitney.minimumP(test.n(), test.m()));
    }
}
