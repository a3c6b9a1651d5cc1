package dev.engram.engine.claim;

import static dev.engram.engine.claim.ClaimFixtures.loss;
import static dev.engram.engine.claim.ClaimFixtures.run;
import static dev.engram.engine.claim.ClaimFixtures.runs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The verdict rules of checks that compare cells: orders and equivalence. */
class ComparisonChecksTest {
    @Test
    void theNumbersOfAnEquivalenceHaveTheSameOrderInEveryProcess() {
        CheckResult result = new EquivalenceCheck(loss("a"), loss("b"), 1, false)
                .judge(runs(Map.of("a", new double[] {1, 2}, "b", new double[] {1, 2})));
        assertEquals(
                List.of("difference", "margin", "ours_n"),
                List.copyOf(result.numbers().keySet()));
    }

    private static Verdict order(double[] a, double... b) {
        Map<String, double[]> cells = new LinkedHashMap<>();
        cells.put("a", a);
        cells.put("b", b);
        return new OrderCheck(List.of(loss("a"), loss("b")), true)
                .judge(runs(cells))
                .verdict();
    }

    @Test
    void anOrderIsShownReversedOrNeither() {
        double[] low = {1, 2, 3, 4, 5};
        double[] high = {1.1, 2.2, 3.3, 4.4, 5.5};
        double[] mixed = {1.1, 1.8, 3.3, 3.6, 5.5};
        assertEquals(Verdict.PASS, order(low, high));
        assertEquals(Verdict.FAIL, order(high, low));
        assertEquals(Verdict.NEAR, order(low, mixed));
    }

    @Test
    void anOrderWithTooFewSeedsIsUndecided() {
        assertEquals(Verdict.UNDECIDED, order(new double[] {1, 2, 3, 4}, 2, 3, 4, 5));
        assertEquals(5, OrderCheck.leastSeeds(1));
        assertEquals(6, OrderCheck.leastSeeds(2));
        assertEquals(6, OrderCheck.leastSeeds(3));
        assertEquals(7, OrderCheck.leastSeeds(4));
        assertEquals(8, OrderCheck.leastSeeds(7));
    }

    @Test
    void aRunThatDivergedIsLargerThanEveryNumber() {
        Map<String, List<ClaimRun>> cells = new LinkedHashMap<>();
        cells.put("a", new ArrayList<>());
        cells.put("b", new ArrayList<>());
        for (int seed = 1; seed <= 5; seed++) {
            cells.get("a").add(run(seed, Outcome.FINISHED, 9, 100));
            cells.get("b").add(run(seed, Outcome.DIVERGED));
        }
        assertEquals(
                Verdict.PASS,
                new OrderCheck(List.of(loss("a"), loss("b")), true)
                        .judge(new ClaimRuns(cells))
                        .verdict());
    }

    private static Verdict equal(double margin, boolean oneSided, double[] a, double... b) {
        Map<String, double[]> cells = new LinkedHashMap<>();
        cells.put("a", a);
        cells.put("b", b);
        return new EquivalenceCheck(loss("a"), loss("b"), margin, oneSided)
                .judge(runs(cells))
                .verdict();
    }

    @Test
    void equivalenceIsShownInsideTheMarginAndRefutedOutside() {
        double[] a = {1, 2, 3, 4, 5, 6};
        double[] close = {1.01, 1.98, 3.02, 3.99, 5.03, 5.96};
        double[] far = {3, 4.1, 5.2, 6.3, 7.4, 8.5};
        assertEquals(Verdict.PASS, equal(0.2, false, a, close));
        assertEquals(Verdict.FAIL, equal(0.2, false, a, far));
        assertEquals(Verdict.PASS, equal(0.2, true, a, far));
        assertEquals(Verdict.FAIL, equal(0.2, true, far, a));
        assertEquals(Verdict.NEAR, equal(0.2, false, a, 1.5, 1.5, 3.5, 3.5, 5.5, 5.5));
    }

    @Test
    void anOrderOfCellsThatAreNotPairedComparesAllValuesOfOneWithAllOfTheOther() {
        Map<String, double[]> cells = Map.of("a", new double[] {1, 2, 3, 9}, "b", new double[] {4, 5, 6, 8});
        OrderCheck unpaired = new OrderCheck(List.of(loss("a"), loss("b")), false);
        CheckResult result = unpaired.judge(runs(cells));
        assertEquals(Verdict.NEAR, result.verdict());
        assertEquals(0.17142857142857143, result.numbers().get("p a < b"), 1e-15);
        assertEquals("3.75, 5.75 (n = 4, not paired)", result.ours());
        Map<String, double[]> apart = Map.of("a", new double[] {1, 2, 3}, "b", new double[] {4, 5, 6, 8});
        assertEquals(Verdict.PASS, unpaired.judge(runs(apart)).verdict());
        Map<String, double[]> few = Map.of("a", new double[] {1, 2}, "b", new double[] {4, 5});
        CheckResult undecided = unpaired.judge(runs(few));
        assertEquals(Verdict.UNDECIDED, undecided.verdict());
        assertTrue(undecided.note().contains("at least 4 seeds of each cell are needed"), undecided.note());
    }

    @Test
    void runsThatWereMadeElsewhereAreNeverPairedBySeed() {
        Map<String, double[]> cells = Map.of("a", new double[] {1, 2, 3, 4, 5}, "b", new double[] {2, 3, 4, 5, 6});
        OrderCheck order = new OrderCheck(List.of(loss("a"), loss("b")), true);
        ClaimRuns here = runs(cells);
        assertEquals(Verdict.PASS, order.judge(here).verdict());
        CheckResult elsewhere = order.judge(new ClaimRuns(here.byCell(), Set.of("b")));
        assertEquals(Verdict.NEAR, elsewhere.verdict());
        assertTrue(elsewhere.ours().endsWith("(n = 5, not paired)"), elsewhere.ours());
    }
}
