package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the warning about unscaled inputs of very different sizes. */
class UnscaledInputsIT {
    private static final String SUITE = """
        name: s
        data: {iris: {scaling: standard}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: sgd
        training: {epochs: 1}
        seeds: 5
        problems:
          - {name: iris}
          - {name: wine, data: wine}
        """;

    @TempDir
    private Path folder;

    private CommandResult run(String command, String text, Object... more) {
        Path suite = SampleSuites.write(folder, "s.yaml", text);
        Object[] all = new Object[2 + more.length];
        all[0] = command;
        all[1] = suite;
        System.arraycopy(more, 0, all, 2, more.length);
        CommandResult e = InProcessCli.run(all);
        assertEquals(0, e.code(), e.err());
        return e;
    }

    @Test
    void unscaledDataOfAProblemAreReportedByCheckAndRun() {
        String warning = "s.yaml:10:24 data: the inputs of wine are not scaled (the data of a problem replace the"
                + " suite's, with all their settings), and their standard deviations range from 0.1";
        CommandResult checked = run("check", SUITE);
        assertTrue(checked.err().contains(warning), checked.err());
        assertTrue(
                checked.err()
                        .contains("add scaling: standard to wine, or scaling: none if that is intended"
                                + " [unscaled-inputs]"),
                checked.err());
        assertTrue(checked.out().contains(", no problems, 1 warning\n"), checked.out());
        CommandResult ran = run("run", SUITE, "--out", folder.resolve("results"));
        assertTrue(ran.err().contains(warning), ran.err());
    }

    @Test
    void scaledOrDeliberatelyUnscaledOrHomogeneousInputsAreNotReported() {
        for (String data : new String[] {
            "{wine: {scaling: standard}}", "{wine: {scaling: none}}", "iris", "digits, network.0.dense.units: 10"
        }) {
            CommandResult e = run("check", SUITE.replace("data: wine", "data: " + data));
            assertFalse(e.err().contains("unscaled-inputs"), data + ": " + e.err());
        }
        assertFalse(run("check", SUITE + "lint: {ignore: [unscaled-inputs]}\n")
                .err()
                .contains("unscaled-inputs"));
    }
}
