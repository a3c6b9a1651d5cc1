package dev.engram.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands in processes of their own, with a shell in place of the launcher. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are shell scripts")
class EngramProcessTest {
    private static final int MORE_THAN_A_PIPE_HOLDS = 1_000_000;

    private final EngramProcess shell = new EngramProcess(List.of("sh", "-c"));

    @TempDir
    private Path folder;

    /** Runs a command of ten minutes, which writes its process id into the file of the first argument. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String command = "echo $$ > \"$0\".part && mv \"$0\".part \"$0\" && exec sleep 600";
        new EngramProcess(List.of("sh", "-c")).run(List.of(command, arguments[0]));
    }

    @Test
    void resultAndProblemsAreReturnedApartWithTheExitCode() throws Exception {
        assertEquals(
                new EngramProcess.Result(3, "é 1\n", "problem\n"),
                shell.run(List.of("printf '\\303\\251 %s\\n' $0; echo problem >&2; exit 3", "1")));
    }

    /** Whoever reads one stream after the other waits forever for a command that fills the other one. */
    @Test
    void longOutputOnBothStreamsIsReadWhole() throws Exception {
        String fill = "head -c " + MORE_THAN_A_PIPE_HOLDS + " /dev/zero | tr '\\0' ";
        EngramProcess.Result result = shell.run(List.of(fill + "e >&2; " + fill + "o; " + fill + "e >&2"));
        assertEquals("o".repeat(MORE_THAN_A_PIPE_HOLDS), result.out());
        assertEquals("e".repeat(2 * MORE_THAN_A_PIPE_HOLDS), result.err());
    }

    @Test
    void aCommandThatReadsFindsTheEndOfItsInput() throws Exception {
        assertEquals(new EngramProcess.Result(0, "read\n", ""), shell.run(List.of("cat; echo read")));
    }

    @Test
    void aLauncherThatDoesNotExistIsAnError() {
        EngramProcess missing = new EngramProcess(List.of("/nowhere/engram"));
        assertThrows(IOException.class, () -> missing.run(List.of("check")));
    }

    @Test
    void aRunningCommandEndsWithTheServer() throws Exception {
        Path id = folder.resolve("id");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngramProcessTest.class.getName(),
                        id.toString())
                .inheritIO()
                .start();
        try {
            while (server.isAlive() && !Files.exists(id)) {
                server.waitFor(20, TimeUnit.MILLISECONDS);
            }
            ProcessHandle command = ProcessHandle.of(
                            Long.parseLong(Files.readString(id).strip()))
                    .orElseThrow();
            server.destroy();
            command.onExit().get(20, TimeUnit.SECONDS);
        } finally {
            server.destroyForcibly();
        }
    }
}
