package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests commands on tuned suites: dry runs, repeated runs, exports, replays, and processes that share the trials. */
class TuningCommandsIT {
    private static final String SUITE = TunedSuite.TEXT;

    @TempDir
    private Path folder;

    private CommandResult run(String command, String text, Object... more) {
        return TunedSuite.run(folder, command, text, more);
    }

    private Map<String, Run> runs() {
        return TunedSuite.runs(folder);
    }

    @Test
    void aDryRunShowsTrialsAndTheComparison() {
        CommandResult e = run("run", SUITE, "--dry-run", "--workers", 2);
        assertEquals("""
            Tuned by loss on validation data: 5 trials of each cell (sobol) with seeds 1000001, 1000002, \
            which the comparison does not use.
            20 trial runs: 0 already done, 20 to run on 2 workers
            Estimated time: unknown, no measurement yet.

            tuned cell    done  to run
            sgd              0      10
            adam             0      10

            Then, with the chosen values:
            tuned: 2 cells x 3 seeds, 6 runs: 0 already done, 6 to run on 2 workers
            Estimated time: unknown, no measurement yet.
            Design: optimizer (2 values) against sgd.
            Questions: 1 cell; no correction for a single comparison.
            Power: 3 seeds reach p = 0.25 at best: too few to show any difference. At least 6 are needed.

            cell    done  to run  each run
            sgd        0       3  no measurement yet
            adam       0       3  no measurement yet
            """, e.out());
        assertFalse(Files.exists(folder.resolve("out")));
        run("run", SUITE);
        String done = run("run", SUITE, "--dry-run").out();
        assertTrue(
                done.contains("20 trial runs: 20 already done, 0 to run\n")
                        && done.contains("6 runs: 6 already done, 0 to run"),
                done);
    }

    @Test
    void exportsKeepTrialsApart() throws IOException {
        run("run", SUITE);
        List<String> rows = Files.readAllLines(
                Path.of(run("export", SUITE, "--as", "csv").out().strip()));
        assertEquals("cell,seed,run,outcome,step,epoch,phase,metric,value,trial,axis.optimizer", rows.get(0));
        assertEquals(
                6,
                rows.stream()
                        .filter(r -> r.matches("(sgd|adam),.*,test,accuracy,[^,]*,,\\1"))
                        .count());
        assertEquals(
                20,
                rows.stream()
                        .filter(r ->
                                r.contains(",test,accuracy,") && r.matches("\"(sgd|adam), trial (\\d)\",.*,\\2,\\1"))
                        .count());
        List<String> lines = Files.readAllLines(
                Path.of(run("export", SUITE, "--as", "jsonl").out().strip()));
        assertEquals(26, lines.size());
        assertEquals(
                20,
                lines.stream().filter(l -> l.contains("\"trial\":{\"of\":\"")).count());
        String tex = Files.readString(
                Path.of(run("export", SUITE, "--as", "latex").out().strip()));
        assertTrue(tex.contains(" & chosen \\\\\n") && tex.matches("(?s).*\nadam & [^\n]* & rate=.*"), tex);
        Path events = Path.of(run("export", SUITE, "--as", "tensorboard").out().strip());
        assertTrue(Files.exists(events.resolve("sgd/seed-1"))
                && Files.exists(events.resolve("trials/sgd-trial-1/seed-1000001")));
    }

    @Test
    void aTrialIsReplayedBitByBit() {
        run("run", SUITE);
        String id = runs().get("tuned/adam, trial 3 #1000002").id();
        CommandResult e = InProcessCli.run("replay", id, "--out", folder.resolve("out"));
        assertEquals(0, e.code(), e.out());
        assertTrue(e.out().contains("identical to the last bit"), e.out());
    }

    @Test
    void twoProcessesShareTheTrialsAndChooseTheSame() throws Exception {
        Path suite = SampleSuites.write(folder, "s.yaml", SUITE);
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(Launcher.process(
                            folder,
                            Map.of(),
                            List.of(
                                    Launcher.SCRIPT.toString(),
                                    "run",
                                    suite.toString(),
                                    "--workers",
                                    "1",
                                    "--out",
                                    "out"))
                    .redirectOutput(folder.resolve("out" + i).toFile())
                    .redirectError(folder.resolve("err" + i).toFile())
                    .start());
        }
        for (Process p : both) {
            assertTrue(p.waitFor(60, TimeUnit.SECONDS));
            assertEquals(
                    0,
                    p.exitValue(),
                    Files.readString(folder.resolve("err0")) + Files.readString(folder.resolve("err1")));
        }
        assertEquals(Files.readString(folder.resolve("out0")), Files.readString(folder.resolve("out1")));
        CommandResult alone = InProcessCli.run("run", suite, "--out", folder.resolve("alone"));
        assertEquals(0, alone.code());
        assertEquals(
                SampleSuites.hashes(folder.resolve("alone/engram.db")),
                SampleSuites.hashes(folder.resolve("out/engram.db")));
    }

    @Test
    void aTunedValueCannotBeSetAndTuningCanBeRemoved() {
        CommandResult e = run("run", SUITE, "--set", "optimizer.sgd.rate=1");
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .contains("--set optimizer.sgd.rate=1 optimizer.sgd.rate: this is tuned, so it would have no"
                                + " effect; set tune.space.optimizer.sgd.rate, or turn tuning off with --set tune="),
                e.err());
        CommandResult plain = run("run", SUITE, "--set", "tune=");
        assertEquals(0, plain.code(), plain.err());
        assertFalse(plain.out().contains("Tuned"), plain.out());
    }

    @Test
    void storedTrialsAreNotRepeatedWhenTrialsAreAdded() {
        CommandResult first = run("run", SUITE);
        Map<String, Run> before = runs();
        CommandResult again = run("run", SUITE);
        assertEquals("tuned: tuning, 20 runs, all already done\n6 runs, all already done.\n", again.err());
        assertEquals(first.out(), again.out());
        assertEquals(first.out(), run("compare", SUITE).out());
        CommandResult more = run("run", SUITE, "--set", "tune.trials=7");
        assertTrue(
                more.err().startsWith("tuned: tuning, 2 cells x 7 trials x 2 seeds, 8 runs (20 more already done) on "),
                more.err());
        Map<String, Run> after = runs();
        before.forEach((name, run) -> assertEquals(run, after.get(name)));
    }
}
