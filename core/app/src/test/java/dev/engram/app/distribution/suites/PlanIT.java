package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests dry runs, impossible and excluded cells, and warnings. */
class PlanIT {
    private static final String PROBLEMS = SampleSuites.SMALL
                    .replace("data: {digits: {test: 0.2}}\n", "")
                    .replace("rule: backprop\n", "")
                    .replace("units: 10", "units: 3")
            + """
            problems:
              - {name: iris, data: iris}
              - {name: bare, data: iris, network: [{dense: {units: 3, activation: softmax}}]}
            compare: {rule: [backprop, delta, output-only]}
            """;

    @TempDir
    private Path folder;

    private CommandResult run(String command, String text, Object... more) {
        Path suite = SampleSuites.write(folder, "s.yaml", text);
        Object[] args = new Object[more.length + 2];
        args[0] = command;
        args[1] = suite;
        System.arraycopy(more, 0, args, 2, more.length);
        return InProcessCli.run(args);
    }

    @Test
    void aDryRunShowsThePlanAndCreatesNothing() {
        CommandResult e = run("run", SampleSuites.PAIR, "--dry-run", "--workers", 2, "--out", folder.resolve("out"));
        assertEquals("""
            small: 2 cells x 2 seeds, 4 runs: 0 already done, 4 to run on 2 workers
            Estimated time: unknown, no measurement yet.
            Design: rule (2 values) against backprop.
            Questions: 1 cell; no correction for a single comparison.
            Power: 2 seeds reach p = 0.5 at best: too few to show any difference. At least 6 are needed.

            cell           done  to run  each run
            backprop          0       2  no measurement yet
            output-only       0       2  no measurement yet
            """, e.out());
        assertEquals(0, e.code(), e.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void anEstimateComesFromStoredRuns() {
        Path out = folder.resolve("out");
        assertEquals(0, run("run", SampleSuites.PAIR, "--out", out).code());
        String more = run("run", SampleSuites.PAIR, "--dry-run", "--workers", 1, "--set", "seeds=5", "--out", out)
                .out();
        assertTrue(
                more.startsWith(
                        "small: 2 cells x 5 seeds, 10 runs: 4 already done, 6 to run on 1 worker\nEstimated time: "),
                more);
        assertTrue(more.contains(", from other seeds of the same cells.\n"), more);
        String wider = run(
                        "run",
                        SampleSuites.PAIR,
                        "--dry-run",
                        "--workers",
                        1,
                        "--set",
                        "network.0.dense.units=9",
                        "--out",
                        out)
                .out();
        assertTrue(wider.contains(", from the throughput of similar runs.\n"), wider);
        assertTrue(wider.matches("(?s).*backprop +0 +2 .*s \\(from similar runs\\)\n.*"), wider);
        assertTrue(
                run("run", SampleSuites.PAIR, "--dry-run", "--out", out).out().contains("\nNothing left to run.\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        60000 | the layer has 60000 x 60000 weights, and the network up to it 3603960000 parameters; at most \
        2147483639 are possible, so use fewer units
        40000 | the layer has 40000 x 40000 weights, and the network up to it 1602640000 parameters, which take \
        12227 MB with their gradients; the JVM may use MEMORY MB, so use fewer units, or set ENGRAM_JAVA_OPTIONS=-Xmx...
        """)
    void aNetworkThatCannotBeHeldIsRefusedWithItsNumbers(int units, String reason) {
        String layer = "{dense: {units: " + units + ", activation: tanh}}";
        CommandResult e = run(
                "check",
                SampleSuites.SMALL.replaceFirst(
                        "(?s)network:.*?loss", "network: [" + layer + ", " + layer + "]\nloss"));
        assertEquals(2, e.code());
        long memory = Runtime.getRuntime().maxMemory() >> 20;
        assertTrue(e.err().contains("network.1: " + reason.replace("MEMORY", Long.toString(memory)) + "\n"), e.err());
    }

    @Test
    void anImpossibleCellIsAnErrorWithARemedy() {
        CommandResult e = run("check", PROBLEMS);
        assertEquals(2, e.code());
        assertEquals(
                "s.yaml:12:28 rule: delta needs a network of exactly one layer (write impossible: skip to leave out"
                        + " impossible cells)\n"
                        + "1 problem; nothing was run.\n",
                e.err().replace(folder + "/", ""));
    }

    @Test
    void impossibleCellsCanBeSkippedAndAreShownWithTheReason() {
        Path out = folder.resolve("out");
        String text = PROBLEMS + "impossible: skip\n";
        CommandResult e = run("run", text, "--out", out);
        assertEquals(0, e.code(), e.err());
        String line = "\niris, delta cannot exist: delta needs a network of exactly one layer.\n";
        assertTrue(e.out().contains(line), e.out());
        assertTrue(run("compare", text, "--out", out).out().contains(line));
        assertTrue(
                run("compare", text, "--out", out, "--format", "json").out().contains("\"kind\" : \"cannot exist\""));
        assertTrue(run("compare", text, "--out", out, "--format", "csv")
                .out()
                .contains(",cannot exist: delta needs a network of exactly one layer\r\n"));
        CommandResult again = run("run", text, "--out", out);
        assertTrue(again.err().endsWith(", all already done.\n"), again.err());
    }

    @Test
    void anExcludedCellIsShownWithItsReasonAndTheProblemsAreCompared() {
        String text = PROBLEMS.replace("delta, output-only", "feedback-alignment")
                + "exclude: [{when: {problem: bare, rule: feedback-alignment}, because: it has no hidden layer}]\n";
        CommandResult e = run("run", text, "--out", folder.resolve("out"));
        assertEquals(0, e.code(), e.err());
        assertTrue(e.out().contains("small: iris\n") && e.out().contains("small: bare\n"), e.out());
        assertTrue(e.out().contains("\nbare, feedback-alignment is excluded: it has no hidden layer.\n"), e.out());
        assertTrue(e.out().contains("\nNot counted: bare, where feedback-alignment has no result.\n"), e.out());
        assertTrue(e.err().startsWith("warning: "), e.err());
        assertTrue(e.err().contains(" rule: 2 learning rules are compared on iris without a control, "), e.err());
        assertTrue(e.out().contains(" output-only [no-control]\n"), e.out());
    }

    @Test
    void anImpossibleBaselineIsAnError() {
        CommandResult e = run(
                "check",
                PROBLEMS.replace(
                                "  - {name: bare, data: iris, network: [{dense: {units: 3, activation: softmax}}]}\n",
                                "")
                        + "impossible: skip\nbaseline: {rule: delta}\n");
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .contains("baseline: the baseline 'delta' is impossible: delta needs a network of exactly one"
                                + " layer; choose another one"),
                e.err());
    }

    @Test
    void warningsFitATerminal() {
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.PAIR.replace("seeds: 2", "seeds: 1"));
        CommandResult e = InProcessCli.run("check", suite);
        assertEquals(
                "warning: s.yaml:9:8 seeds: one seed: a difference between cells cannot be told from chance; use ten"
                        + " or more [one-seed]\n",
                e.err().replace(folder + "/", ""));
        assertTrue(e.out().contains("s.yaml: 2 cells x 1 seed, no problems, 1 warning\n"), e.out());
    }
}
