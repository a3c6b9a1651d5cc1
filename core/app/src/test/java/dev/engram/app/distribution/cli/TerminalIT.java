package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the progress bar and the output on a terminal. */
class TerminalIT {
    private static final String ERASE = "\u001b\\[[0-9;]*[A-Za-z]";

    @TempDir
    private Path folder;

    @BeforeEach
    void requireTerminal() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")),
                "script(1) of util-linux, which creates a terminal, is not installed");
        SampleSuites.write(folder, "s.yaml", SampleSuites.PAIR.replace("epochs: 1", "epochs: 30"));
    }

    @Test
    void aProgressBarIsFollowedByTheTable() {
        CommandResult e = terminal(80, "$ENGRAM run s.yaml");
        assertEquals(0, e.code(), e.out());
        List<String> bars =
                drawn(e.out()).stream().filter(l -> l.startsWith("training ")).toList();
        assertTrue(bars.size() > 1, e.out());
        assertTrue(bars.stream().allMatch(l -> l.length() < 80), bars::toString);
        assertTrue(
                bars.get(bars.size() - 1)
                        .matches("training 100% \\[=+] \\d+/\\d+k steps \\(0:00:\\d\\d / 0:00:00\\) 4/4 runs *"),
                bars.get(bars.size() - 1));
        assertTrue(
                drawn(e.out()).stream().anyMatch(l -> l.startsWith("small: 2 cells x 2 seeds, 4 runs on ")), e.out());
        String table = InProcessCli.runInTerminal(
                        80, "compare", folder.resolve("s.yaml"), "--out", folder.resolve("results"))
                .out();
        assertTrue(shown(e.out()).endsWith("4/4 runs\n" + table), e.out());
    }

    @Test
    void theBarStaysOnTheTerminalWhenTheTableGoesToAFile() throws IOException {
        CommandResult e = Launcher.shell(
                folder,
                Map.of("TERM", "xterm"),
                "script -qec 'stty cols 80; $ENGRAM run s.yaml > table.txt' /dev/null");
        assertEquals(0, e.code(), e.out());
        assertTrue(drawn(e.out()).stream().allMatch(l -> l.length() < 80), e.out());
        assertEquals(
                InProcessCli.run("compare", folder.resolve("s.yaml"), "--out", folder.resolve("results"))
                        .out(),
                Files.readString(folder.resolve("table.txt")));
    }

    @Test
    void aTerminalOfUnknownWidthIsTakenTo80Columns() {
        CommandResult e = Launcher.shell(
                folder,
                Map.of("TERM", "xterm"),
                "script -qec '$ENGRAM run s.yaml --set training.epochs=2' /dev/null < /dev/null");
        assertEquals(0, e.code(), e.out());
        assertTrue(drawn(e.out()).stream().allMatch(l -> l.length() <= 80), e.out());
        assertTrue(drawn(e.out()).stream().anyMatch(l -> l.startsWith("training 100% [=")), e.out());
    }

    @Test
    void columnsInTheEnvironmentAreTheWidthOfTablesWithoutATerminal() {
        InProcessCli.run("run", folder.resolve("s.yaml"), "--out", folder.resolve("results"));
        CommandResult e = Launcher.run(folder, Map.of("COLUMNS", "80"), "compare", "s.yaml");
        assertEquals(
                InProcessCli.runInTerminal(80, "compare", folder.resolve("s.yaml"), "--out", folder.resolve("results"))
                        .out(),
                e.out());
    }

    private CommandResult terminal(int columns, String line) {
        return Launcher.shell(
                folder,
                Map.of("COLUMNS", Integer.toString(columns), "TERM", "xterm"),
                "script -qec '" + line + "' /dev/null");
    }

    /** Returns every state of every line, in the order of drawing. */
    private static List<String> drawn(String out) {
        List<String> states = new ArrayList<>();
        for (String s : out.replaceAll(ERASE, "").split("[\r\n]+")) {
            states.add(s);
        }
        return states;
    }

    private static String shown(String out) {
        return out.replaceAll(ERASE, "").replace("\r\n", "\n");
    }
}
