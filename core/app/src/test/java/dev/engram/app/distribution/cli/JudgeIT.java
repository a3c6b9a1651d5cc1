package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram judge} from the question to the answer. */
class JudgeIT {
    private static final String SUITE = """
        name: tiny
        data: {iris: {test: 0.3}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.01}}
        rule: backprop
        training: {epochs: 3, batch: 16}
        seeds: 2
        measure: [loss, accuracy]
        """;

    private static final String PLUGIN = """
        import dev.engram.spi.*;

        /** Gradient descent under another name. */
        @Component("mine")
        public record Mine(@Hyper(value = "0.01", range = "[0,inf)", doc = "learning rate") float rate)
                implements Optimizer.Elementwise {
            @Override
            public void update(Step s) {
                float[] g = s.gradient();
                for (int i = s.from(), to = s.to(); i < to; i++) {
                    g[i] = rate * g[i];
                }
            }
        }
        """;

    /** The size of a page of a store, of which the first tells what the others contain. */
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private Path suite;
    private Path results;

    @BeforeEach
    void suite() {
        results = folder.resolve("results");
        suite = SampleSuites.write(folder, "tiny.yaml", SUITE);
    }

    private CommandResult judge(String baseline, String candidate, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("judge", "--suite", suite, "--baseline", baseline, "--candidate", candidate, "--out", results));
        args.addAll(List.of(more));
        CommandResult result = InProcessCli.run(args.toArray());
        return new CommandResult(result.code(), result.out().replaceAll("\\s+", " "), result.err());
    }

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

    @Test
    void aJudgmentCannotLeaveItsWorkersAlone() {
        CommandResult detached = judge("sgd", "{sgd: {rate: 0.03}}", "--on", "local", "--detach");
        assertEquals(2, detached.code());
        assertTrue(detached.err().contains("--detach: a judgment decides by its runs"), detached.err());
        assertFalse(Files.exists(results), "nothing is run");
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
    void aCopyOfTheBaselineIsFoundByItsBits() throws Exception {
        Path file = Files.writeString(folder.resolve("Mine.java"), PLUGIN);
        CommandResult same = judge("sgd", file.toString());
        assertEquals(2, same.code(), same.out() + same.err());
        assertEquals("", same.out());
        assertTrue(same.err().contains("equals the baseline"), same.err());
        assertTrue(same.err().contains("bit for bit"), same.err());
        Files.writeString(file, PLUGIN.replace("rate * g[i]", "3 * rate * g[i]"));
        CommandResult better = judge("sgd", file.toString());
        assertEquals(0, better.code(), better.out() + better.err());
        assertTrue(better.out().startsWith("KEEP: 'mine' is better than 'sgd'"), better.out());
    }

    @Test
    void aCandidateThatBreaksItsContractIsNotRun() throws Exception {
        Path file =
                Files.writeString(folder.resolve("Mine.java"), PLUGIN.replace("rate * g[i];", "rate * g[i] + 0.001f;"));
        CommandResult broken = judge("sgd", file.toString());
        assertEquals(2, broken.code(), broken.out() + broken.err());
        assertTrue(broken.err().contains("breaks the contract: "), broken.err());
        assertFalse(Files.exists(results), "nothing is stored");
    }

    @Test
    void wrongInputIsAnsweredClearly() {
        refused(
                "--baseline sgdd: there is no cell, optimizer, learning rule or loss called 'sgdd'; did you mean sgd?",
                judge("sgdd", "adam"));
        refused(
                "--candidate adan: there is no cell, optimizer, learning rule or loss called 'adan'",
                judge("sgd", "adan"));
        refused("--candidate optimizer.adam.rat: unknown key", judge("sgd", "{adam: {rat: 1}}"));
        refused(
                "--candidate {sgd: {rate: 0.01}}: it is the baseline: both have the same settings",
                judge("sgd", "{sgd: {rate: 0.01}}"));
        refused("--cell small: no cell of the suite has this name", judge("sgd", "adam", "--cell", "small"));
        refused("--metric f1: the suite does not measure 'f1'", judge("sgd", "adam", "--metric", "f1"));
        refused("--margin x: expected a number", judge("sgd", "adam", "--margin", "x"));
        refused("--at-most x: expected an integer", judge("sgd", "adam", "--at-most", "x"));
        refused("--margin -1.0: must be a number above 0", judge("sgd", "adam", "--margin", -1));
        refused("--at-most 0: must be between 1 and", judge("sgd", "adam", "--at-most", 0));
        refused("--candidate None.java: this file does not exist", judge("sgd", "None.java"));
        assertFalse(Files.exists(results), "nothing is stored");
    }

    /** An exit code of 0, 1 or 3 would be a judgment. */
    @Test
    void aStoreThatCannotBeUsedIsNoJudgment() throws Exception {
        Path store = Files.writeString(Files.createDirectory(results).resolve("engram.db"), "something else");
        refused(store + " is not an Engram store", judge("sgd", "{sgd: {rate: 0.03}}"));
        assertEquals("something else", Files.readString(store));
        Files.delete(store);

        assertEquals(3, judge("sgd", "{sgd: {rate: 0.03}}", "--at-most", 1).code());
        byte[] bytes = Files.readAllBytes(store);
        Arrays.fill(bytes, PAGE, bytes.length, (byte) 0);
        Files.write(store, bytes);
        refused("engram: " + store + " ", judge("sgd", "{sgd: {rate: 0.03}}"));
        CommandResult launched =
                Launcher.run(folder, Map.of(), "judge", "--suite", suite, "--baseline", "sgd", "--candidate", "adam");
        assertEquals(2, launched.code(), launched.out() + launched.err());
    }

    @Test
    void seedsThatChangeNothingAndFoldsAreRefused() {
        suite = SampleSuites.write(folder, "valley.yaml", """
            name: valley
            landscape: {rosenbrock: {}}
            optimizer: {sgd: {rate: 0.0001}}
            training: {steps: 10}
            """);
        CommandResult same = judge("sgd", "{sgd: {rate: 0.0002}}");
        assertEquals(2, same.code(), same.out() + same.err());
        assertTrue(same.err().contains("the seed changes no bit of any run"), same.err());
        suite = SampleSuites.write(
                folder, "folds.yaml", SUITE.replace("test: 0.3", "folds: 3").replace("seeds: 2\n", ""));
        refused("folds.yaml data.folds: the seeds of this suite are folds", judge("sgd", "adam"));
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

    private static void refused(String message, CommandResult result) {
        assertEquals(2, result.code(), result.out() + result.err());
        assertTrue(result.err().contains(message), result.err());
        assertEquals("", result.out());
    }
}
