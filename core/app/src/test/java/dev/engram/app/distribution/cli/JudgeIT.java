package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests {@code engram judge} from the question to the answer. */
class JudgeIT extends Judgments {
    @Test
    void aBetterCandidateIsKeptAndConfirmedOnFreshSeeds() {
        CommandResult first = judge("sgd", "{sgd: {rate: 0.03}}");
        assertEquals(0, first.code(), first.out() + first.err());
        assertTrue(first.out().startsWith("KEEP: '{sgd: {rate: 0.03}}' is better than 'sgd' in loss."), first.out());
        assertTrue(first.out().contains("candidate 1 of 1 tried"), first.out());
        assertTrue(first.out().contains("this one gets 2.5%"), first.out());
        assertTrue(first.out().contains("--confirm"), first.out());

        CommandResult again = judge("sgd", "{sgd: {rate: 0.03}}", "--confirm", "--format", "json");
        assertEquals(0, again.code(), again.out() + again.err());
        assertTrue(again.out().contains("\"decision\": \"keep\""), again.out());
        assertTrue(again.out().contains("\"attempt\": 1,"), again.out());
        assertTrue(again.out().contains("Confirmed on fresh seeds."), again.out());

        CommandResult other = judge("{sgd: {rate: 0.015}}", "{sgd: {rate: 0.05}}", "--confirm", "--format", "json");
        assertEquals(0, other.code(), other.out() + other.err());
        assertTrue(other.out().contains("\"attempt\": 1,"), other.out());
        assertTrue(freshSeed(again) >= 1_000_000_000 && freshSeed(other) >= 1_000_000_000);
        assertNotEquals(freshSeed(again), freshSeed(other), "the second baseline may be the first candidate");
    }

    @Test
    void workersGiveTheSameAnswerAndTheStoreNamesBothSides() {
        CommandResult here = judge("sgd", "{sgd: {rate: 0.03}}");
        assertTrue(here.err().contains("of at most 100: better on "), here.err());
        results = folder.resolve("elsewhere");
        CommandResult there = Launcher.run(
                folder,
                Map.of(),
                "judge",
                "--suite",
                suite,
                "--baseline",
                "sgd",
                "--candidate",
                "{sgd: {rate: 0.03}}",
                "--out",
                results,
                "--on",
                "local",
                "--launcher-option",
                "workers=1");
        assertEquals(here.out(), there.out().replaceAll("\\s+", " "), there.err());
        assertTrue(there.err().contains("runs are done"), there.err());

        assertEquals(0, judge("sgd", "{sgd: {rate: 0.02}}").code());
        String name = InProcessCli.run("store", "list", "--out", results)
                .out()
                .lines()
                .filter(l -> l.startsWith("judge tiny"))
                .map(l -> l.substring(0, l.lastIndexOf(": ", l.indexOf(" run"))))
                .findFirst()
                .orElseThrow();
        String plans = InProcessCli.run("store", "list", name, "--out", results).out();
        assertTrue(plans.contains("plan 1, candidate {sgd: {rate: 0.03}} against sgd:"), plans);
        assertTrue(plans.contains("plan 2, the latest, candidate {sgd: {rate: 0.02}} against sgd:"), plans);
    }

    /** Returns the first seed of a confirmation: the second list of seeds in an answer. */
    private static long freshSeed(CommandResult result) {
        return Pattern.compile("\"seeds\": \\[(\\d+),")
                .matcher(result.out())
                .results()
                .skip(1)
                .mapToLong(m -> Long.parseLong(m.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.out()));
    }

    @Test
    void anotherSpellingOfTheBaselineOrOtherSeedsAreNotAFreshStart() {
        assertEquals(0, judge("sgd", "{sgd: {rate: 0.03}}").code());
        assertTrue(attempt("{sgd: {rate: 0.01}}", "{sgd: {rate: 0.02}}").contains("candidate 2 of 2 tried"));
        suite = SampleSuites.write(folder, "tiny.yaml", SUITE.replace("seeds: 2", "seeds: [1, 2, 3]"));
        assertTrue(attempt("sgd", "{sgd: {rate: 0.03}}").contains("candidate 1 of 2 tried"), "the same seeds");
        suite = SampleSuites.write(folder, "tiny.yaml", SUITE.replace("seeds: 2", "seeds: [1, 3]"));
        assertTrue(attempt("sgd", "{sgd: {rate: 0.03}}").contains("candidate 3 of 3 tried"), "other seeds");
    }

    private String attempt(String baseline, String candidate) {
        return judge(baseline, candidate, "--at-most", 1).out();
    }

    @Test
    void theStoreCountsCandidatesAndEachGetsAPartOfTheLevel() {
        assertEquals(0, judge("sgd", "{sgd: {rate: 0.03}}").code());
        CommandResult worse = judge("sgd", "{sgd: {rate: 0.0001}}");
        assertEquals(1, worse.code(), worse.out() + worse.err());
        assertTrue(worse.out().startsWith("DISCARD: "), worse.out());
        assertTrue(worse.out().contains("candidate 2 of 2 tried"), worse.out());
        assertTrue(worse.out().contains("this one gets 0.833%"), worse.out());
        CommandResult first = judge("sgd", "{sgd: {rate: 0.03}}");
        assertTrue(first.out().contains("candidate 1 of 2 tried"), first.out());
        CommandResult other = judge("{sgd: {rate: 0.02}}", "{sgd: {rate: 0.03}}");
        assertTrue(other.out().contains("candidate 1 of 1 tried"), other.out());
    }

    @Test
    void aSmallDifferenceIsUndecidedAndEqualForPracticalPurposes() {
        CommandResult open = judge("sgd", "{sgd: {rate: 0.0101}}", "--metric", "accuracy", "--at-most", 7);
        assertEquals(3, open.code(), open.out() + open.err());
        assertTrue(open.out().startsWith("UNDECIDED: "), open.out());
        CommandResult equal = judge("sgd", "{sgd: {rate: 0.0101}}", "--metric", "accuracy", "--margin", 0.2);
        assertEquals(1, equal.code(), equal.out() + equal.err());
        assertTrue(equal.out().startsWith("EQUAL for practical purposes: "), equal.out());
    }

    @Test
    void theLauncherPassesOnThatAJudgmentIsUndecided() {
        CommandResult open = Launcher.run(
                folder,
                Map.of(),
                "judge",
                "--suite",
                suite.toString(),
                "--baseline",
                "sgd",
                "--candidate",
                "{sgd: {rate: 0.02}}",
                "--at-most",
                "2");
        assertEquals(3, open.code(), open.out() + open.err());
        assertTrue(open.out().startsWith("UNDECIDED: "), open.out());
    }

    @Test
    void theNumberOfWorkersChangesNoAnswer() {
        CommandResult one = judge("sgd", "{sgd: {rate: 0.02}}", "--workers", 1);
        assertTrue(one.out().startsWith("KEEP: "), one.out());
        results = folder.resolve("other");
        CommandResult many = judge("sgd", "{sgd: {rate: 0.02}}", "--workers", 16);
        assertEquals(one.out(), many.out());
    }

    @Test
    void severalProblemsAreJudgedTogether() {
        suite = SampleSuites.write(folder, "two.yaml", SUITE + """
            problems: [{name: short, training.epochs: 2}, {name: long, training.epochs: 4}]
            """);
        CommandResult both = judge("sgd", "{sgd: {rate: 0.03}}");
        assertEquals(0, both.code(), both.out() + both.err());
        assertTrue(both.out().contains("(mean of 2 problems)"), both.out());
        refused("--margin 0.1: the margin is in units of loss on one problem", judge("sgd", "adam", "--margin", 0.1));
    }

    @Test
    void theAnswerStatesWhoDivergedOnSeveralProblemsAsWell() {
        suite = SampleSuites.write(folder, "two.yaml", SUITE + """
            problems: [{name: short, training.epochs: 2}, {name: long, training.epochs: 4}]
            """);
        CommandResult bad = judge("sgd", "{sgd: {rate: 3e38}}", "--at-most", 20);
        assertEquals(1, bad.code(), bad.out() + bad.err());
        assertTrue(bad.out().startsWith("DISCARD: "), bad.out());
        assertTrue(bad.out().contains("worse on 8 and equal on 0. "), bad.out());
        assertTrue(bad.out().contains("has no value on 8 seeds, and 'sgd' on 0"), bad.out());
    }
}
