package dev.engram.engine.claim;

import static dev.engram.engine.claim.ClaimFixtures.loss;
import static dev.engram.engine.claim.ClaimFixtures.run;
import static dev.engram.engine.claim.ClaimFixtures.runs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The verdict rules of numbers and facts, and of the claim as a whole. */
class ClaimChecksTest {
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
    void theWorstVerdictOfTheChecksIsThatOfTheClaim() {
        assertEquals(Verdict.PASS, Verdict.worst(List.of(Verdict.PASS, Verdict.PASS)));
        assertEquals(Verdict.NEAR, Verdict.worst(List.of(Verdict.PASS, Verdict.NEAR)));
        assertEquals(Verdict.UNDECIDED, Verdict.worst(List.of(Verdict.NEAR, Verdict.UNDECIDED)));
        assertEquals(Verdict.FAIL, Verdict.worst(List.of(Verdict.FAIL, Verdict.NOT_RUN)));
        assertEquals(Verdict.NOT_RUN, Verdict.worst(List.of()));
    }
}
