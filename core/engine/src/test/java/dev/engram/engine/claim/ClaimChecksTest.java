package dev.engram.engine.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.yaml.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The verdict rules. */
class ClaimChecksTest {
    private static final Location AT = new Location("claim.yaml", 1, 1);

    private static ClaimRun run(long seed, Outcome outcome, double... losses) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            measurements.add(new Measurement(10L * i, i, "validation", "loss", losses[i]));
        }
        if (losses.length > 0) {
            measurements.add(
                    new Measurement(10L * losses.length, losses.length, "test", "loss", losses[losses.length - 1]));
        }
        return new ClaimRun(
                seed, new RunResult(outcome, "", "h" + losses.length, new Cost(1, 0, 0, 0, 0), measurements));
    }

    private static ClaimRuns runs(Map<String, double[]> lastLosses) {
        Map<String, List<ClaimRun>> byCell = new LinkedHashMap<>();
        lastLosses.forEach((cell, values) -> {
            List<ClaimRun> runs = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                runs.add(run(i + 1, Outcome.FINISHED, 9, values[i]));
            }
            byCell.put(cell, runs);
        });
        return new ClaimRuns(byCell);
    }

    private static Statistic loss(String cell) {
        return new Statistic(cell, AT, "loss", Optional.empty(), ReadingTime.END, Statistic.Modifiers.NONE);
    }

    private static Statistic loss(String cell, String at) {
        return new Statistic(
                cell, AT, "loss", Optional.empty(), ReadingTime.parse(at).orElseThrow(), Statistic.Modifiers.NONE);
    }

    private static NumberCheck single(double published, double tolerance) {
        return new NumberCheck(
                loss("a"),
                new NumberCheck.Published(published, OptionalDouble.empty(), 1, 0.005),
                new NumberCheck.Tolerance(OptionalDouble.of(tolerance), "spread", OptionalDouble.empty()));
    }

    private static Verdict number(double published, double tolerance, double... ours) {
        return single(published, tolerance).judge(runs(Map.of("a", ours))).verdict();
    }

    @Test
    void aNumberPassesWithinItsToleranceIsNearWithinTwiceOfItAndFailsBeyond() {
        assertEquals(Verdict.PASS, number(5, 0.25, 5.2, 5.2));
        assertEquals(Verdict.NEAR, number(5, 0.25, 5.4, 5.4));
        assertEquals(Verdict.FAIL, number(5, 0.25, 5.6, 5.6));
    }

    @Test
    void theNumbersOfAnEquivalenceHaveTheSameOrderInEveryProcess() {
        CheckResult result = new EquivalenceCheck(loss("a"), loss("b"), 1, false)
                .judge(runs(Map.of("a", new double[] {1, 2}, "b", new double[] {1, 2})));
        assertEquals(
                List.of("difference", "margin", "ours_n"),
                List.copyOf(result.numbers().keySet()));
    }

    @Test
    void aNumberIsShownWithAsManyDigitsAsThePublishedOne() {
        CheckResult result = single(0.980198, 1e-5).judge(runs(Map.of("a", new double[] {0.98019801})));
        assertEquals("0.980198 (n = 1)", result.ours());
        assertTrue(single(5, 1).judge(runs(Map.of())).isNumber());
    }

    @Test
    void aValueNextToALimitIsShownWithAsManyDigitsAsTheLimit() {
        FactCheck check = new FactCheck(
                new FactCheck.Subject(loss("a"), false),
                new FactCheck.Limits(
                        OptionalDouble.of(353.4467), OptionalDouble.of(353.4469), Optional.empty(), Optional.empty()));
        CheckResult result = check.judge(runs(Map.of("a", new double[] {353.44683})));
        assertEquals("353.4468, 1 of 1", result.ours());
    }

    @Test
    void oneRunDoesNotDecideWhereTheToleranceDependsOnItsSpread() {
        NumberCheck check = new NumberCheck(
                loss("a"),
                new NumberCheck.Published(5, OptionalDouble.of(0.1), 10, 0.005),
                new NumberCheck.Tolerance(OptionalDouble.empty(), "", OptionalDouble.of(1)));
        CheckResult one = check.judge(runs(Map.of("a", new double[] {5})));
        assertEquals(Verdict.UNDECIDED, one.verdict());
        assertTrue(one.note().contains("at least 1 more seed"), one.note());
        assertEquals(
                Verdict.PASS,
                check.judge(runs(Map.of("a", new double[] {5, 5.1}))).verdict());
    }

    @Test
    void aWrongPublishedNumberFails() {
        double ours = 87.33;
        double tolerance = 0.2;
        assertEquals(Verdict.PASS, number(87.397, tolerance, ours));
        assertEquals(Verdict.FAIL, number(ours + 2.1 * tolerance, tolerance, ours));
    }

    @Test
    void halfAUnitOfTheLastDigitIsAlwaysAllowed() {
        assertEquals(Verdict.PASS, number(5, 0.0001, 5.004));
        assertEquals(0.005, CheckReader.halfUnit("5.59"), 1e-15);
        assertEquals(0.5, CheckReader.halfUnit("97"), 1e-15);
        assertEquals(0.0005, CheckReader.halfUnit("1.5e-2"), 1e-15);
    }

    @Test
    void aPublishedSpreadGivesThreeStandardErrors() {
        NumberCheck check = new NumberCheck(
                loss("a"),
                new NumberCheck.Published(10, OptionalDouble.of(0.3), 9, 0.005),
                new NumberCheck.Tolerance(OptionalDouble.empty(), "", OptionalDouble.of(1)));
        CheckResult equal = check.judge(runs(Map.of("a", new double[] {10.29, 10.29})));
        assertEquals(0.3, equal.numbers().get("tolerance"), 1e-12);
        assertEquals(Verdict.PASS, equal.verdict());
        assertEquals(
                Verdict.NEAR,
                check.judge(runs(Map.of("a", new double[] {10.31, 10.31}))).verdict());
    }

    @Test
    void aToleranceAboveTheResolutionIsUndecidedAndSaysHowManySeedsAreMissing() {
        NumberCheck check = new NumberCheck(
                loss("a"),
                new NumberCheck.Published(10, OptionalDouble.of(0.1), 10, 0.005),
                new NumberCheck.Tolerance(OptionalDouble.empty(), "", OptionalDouble.of(0.5)));
        CheckResult result = check.judge(runs(Map.of("a", new double[] {9, 10, 11})));
        assertEquals(Verdict.UNDECIDED, result.verdict());
        // 9 * 1 / (0.25 - 9 * 0.001) = 37.3: 38 seeds, of which there are 3
        assertTrue(result.note().contains("about 35 more seeds"), result.note());
    }

    @Test
    void aRunThatDivergedFailsANumber() {
        ClaimRuns runs = new ClaimRuns(Map.of("a", List.of(run(1, Outcome.FINISHED, 9, 5), run(2, Outcome.DIVERGED))));
        assertEquals(Verdict.FAIL, single(5, 1).judge(runs).verdict());
    }

    @Test
    void aReadingThatDoesNotExistIsNotRun() {
        ClaimRuns runs = runs(Map.of("a", new double[] {5}));
        NumberCheck check = new NumberCheck(
                loss("a", "epoch 7"),
                new NumberCheck.Published(5, OptionalDouble.empty(), 1, 0.5),
                new NumberCheck.Tolerance(OptionalDouble.of(1), "x", OptionalDouble.empty()));
        assertEquals(Verdict.NOT_RUN, check.judge(runs).verdict());
        assertTrue(check.judge(runs).note().contains("no reading of loss at 'epoch 7'"));
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

    private static FactCheck.Limits limits(double low, double high, FactCheck.Divergence divergence) {
        return new FactCheck.Limits(
                OptionalDouble.of(low), OptionalDouble.of(high), Optional.ofNullable(divergence), Optional.empty());
    }

    @Test
    void aFactHoldsInEveryRunOrFails() {
        ClaimRuns runs = runs(Map.of("a", new double[] {1, 2, 3}));
        FactCheck.Subject each = new FactCheck.Subject(loss("a"), false);
        assertEquals(
                Verdict.PASS,
                new FactCheck(each, limits(1, 3, null)).judge(runs).verdict());
        CheckResult failed = new FactCheck(each, limits(1, 2.5, null)).judge(runs);
        assertEquals(Verdict.FAIL, failed.verdict());
        assertEquals("1 to 3, 2 of 3", failed.ours());
        FactCheck.Subject mean = new FactCheck.Subject(loss("a"), true);
        assertEquals(
                Verdict.PASS,
                new FactCheck(mean, limits(1.9, 2.1, null)).judge(runs).verdict());
    }

    @Test
    void divergenceSatisfiesAFactOnlyWhereItSaysSo() {
        ClaimRuns runs = new ClaimRuns(Map.of("a", List.of(run(1, Outcome.EXPLODED))));
        FactCheck.Subject each = new FactCheck.Subject(loss("a"), false);
        assertEquals(
                Verdict.FAIL,
                new FactCheck(each, limits(0, 1, null)).judge(runs).verdict());
        assertEquals(
                Verdict.PASS,
                new FactCheck(each, limits(0, 1, FactCheck.Divergence.ALLOWED))
                        .judge(runs)
                        .verdict());
        FactCheck.Limits always = new FactCheck.Limits(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(FactCheck.Divergence.ALWAYS),
                Optional.empty());
        assertEquals(Verdict.PASS, new FactCheck(each, always).judge(runs).verdict());
    }

    @Test
    void readingsAreChosenByStepEpochAndValue() {
        ClaimRuns runs = new ClaimRuns(Map.of("a", List.of(run(1, Outcome.FINISHED, 8, 2, 4))));
        Map<String, Double> expected = new LinkedHashMap<>();
        expected.put("end", 4.0);
        expected.put("start", 8.0);
        expected.put("step 10", 2.0);
        expected.put("epoch 2", 4.0);
        expected.put("least", 2.0);
        expected.put("greatest", 8.0);
        expected.put("mean from step 10", 3.0);
        expected.put("first step at most 3", 10.0);
        expected.put("first step at least 5", 0.0);
        expected.forEach((at, value) -> assertEquals(value, loss("a", at).value(runs, 1), at));
        assertEquals(Optional.empty(), ReadingTime.parse("epoch"));
        assertEquals(Optional.empty(), ReadingTime.parse("end 3"));
    }

    @Test
    void aReadingCanBeComparedWithAnotherOne() {
        Map<String, List<ClaimRun>> cells = new LinkedHashMap<>();
        cells.put("a", List.of(run(1, Outcome.FINISHED, 8, 2, 4)));
        cells.put("b", List.of(run(1, Outcome.FINISHED, 8, 7, 5)));
        ClaimRuns runs = new ClaimRuns(cells);
        Statistic.Modifiers ratio =
                new Statistic.Modifiers(Optional.of(loss("a", "start")), Optional.empty(), Optional.empty(), 1, 100);
        assertEquals(50, new Statistic("a", AT, "loss", Optional.empty(), ReadingTime.END, ratio).value(runs, 1));
        Statistic.Modifiers distance =
                new Statistic.Modifiers(Optional.empty(), Optional.empty(), Optional.of(loss("b")), 1, 1);
        ReadingTime greatest = ReadingTime.parse("greatest").orElseThrow();
        assertEquals(5, new Statistic("a", AT, "loss", Optional.empty(), greatest, distance).value(runs, 1));
    }

    @Test
    void theDistanceOfPositionsIsEuclideanAndTakenStepByStep() {
        ClaimRuns runs = new ClaimRuns(Map.of(
                "a", List.of(descent(new double[] {0, 0}, new double[] {3, 5}, new double[] {1, 1})),
                "b", List.of(descent(new double[] {0, 0}, new double[] {0, 1}, new double[] {1, 1}))));
        Statistic.Modifiers distance =
                new Statistic.Modifiers(Optional.empty(), Optional.empty(), Optional.of(loss("b")), 1, 1);
        ReadingTime greatest = ReadingTime.parse("greatest").orElseThrow();
        assertEquals(5, new Statistic("a", AT, "position", Optional.empty(), greatest, distance).value(runs, 1), 1e-15);
        assertEquals(4, new Statistic("a", AT, "x1", Optional.empty(), greatest, distance).value(runs, 1));
    }

    private static ClaimRun descent(double[]... points) {
        List<Measurement> measurements = new ArrayList<>();
        for (int step = 0; step < points.length; step++) {
            measurements.add(new Measurement(step, step, "validation", "value", 7));
            for (int i = 0; i < points[step].length; i++) {
                measurements.add(new Measurement(step, step, "validation", "x" + i, points[step][i]));
            }
        }
        return new ClaimRun(1, new RunResult(Outcome.FINISHED, "", "h", new Cost(1, 0, 0, 0, 0), measurements));
    }

    @Test
    void theWorstVerdictOfTheChecksIsThatOfTheClaim() {
        assertEquals(Verdict.PASS, Verdict.worst(List.of(Verdict.PASS, Verdict.PASS)));
        assertEquals(Verdict.NEAR, Verdict.worst(List.of(Verdict.PASS, Verdict.NEAR)));
        assertEquals(Verdict.UNDECIDED, Verdict.worst(List.of(Verdict.NEAR, Verdict.UNDECIDED)));
        assertEquals(Verdict.FAIL, Verdict.worst(List.of(Verdict.FAIL, Verdict.NOT_RUN)));
        assertEquals(Verdict.NOT_RUN, Verdict.worst(List.of()));
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
