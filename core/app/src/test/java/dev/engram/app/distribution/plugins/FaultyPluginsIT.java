package dev.engram.app.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.engine.store.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Third-party components that fail: their runs fail with the reason stored, the others continue. */
class FaultyPluginsIT extends FaultyPluginRuns {
    @Test
    void anExceptionInTheFirstStepFailsItsOwnRunsAndIsAnErrorIfNoOthersAreLeft() throws IOException {
        Path plugin = PluginBuilder.jar(
                folder.resolve("faulty.jar"),
                "faulty",
                "Faulty",
                PluginBuilder.optimizer(
                        "faulty", "Faulty", "if (i >= 0) { throw new IllegalStateException(\"at once\"); }"));
        CommandResult e = run(plugin);
        assertEquals(1, e.code(), e.err());
        assertTrue(
                e.err()
                        .contains("the cell 'faulty' cannot be started: IllegalStateException: at once at"
                                + " stranger.Faulty.update("),
                e.err());
        assertTrue(
                runs().get("small/faulty #2")
                        .reason()
                        .startsWith("IllegalStateException: at once at stranger.Faulty.update("),
                e.err());
        assertOtherRunsFinished();
        assertEquals(2, InProcessCli.run("check", suite(), "--plugins", plugin).code(), "check reports the mistake");
        Path alone =
                SampleSuites.write(folder, "alone.yaml", SampleSuites.SMALL.replace("{sgd: {rate: 0.2}}", "faulty"));
        CommandResult nothing = InProcessCli.run("run", alone, "--out", folder.resolve("nothing"), "--plugins", plugin);
        assertEquals(2, nothing.code(), nothing.err());
        assertTrue(nothing.err().endsWith("1 problem; nothing was run.\n"), nothing.err());
    }

    @Test
    void aScheduleThatThrowsFailsItsOwnRunsOnly() throws IOException {
        Files.writeString(folder.resolve("Gone.java"), """
            import dev.engram.spi.*;
            /** Throws in the middle. Nobody. 2020. */
            @Component("gone")
            public record Gone() implements Schedule {
              @Override
              public double at(long t, long total) {
                if (t == 10) {
                  throw new IllegalStateException("gone");
                }
                return 0.1;
              }
            }
            """);
        Path suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.SMALL + "compare: [{name: sgd}, {name: faulty, optimizer: {sgd: {rate: gone}}}]\n");
        CommandResult e = InProcessCli.run(
                "run", suite, "--out", folder.resolve("results"), "--plugins", folder.resolve("Gone.java"));
        assertEquals(1, e.code(), e.err());
        assertTrue(
                e.err()
                        .contains("the cell 'faulty' cannot be started: IllegalStateException: gone at"
                                + " Gone.at(Gone.java:"),
                e.err());
        assertTrue(
                runs().get("small/faulty #1").reason().startsWith("IllegalStateException: gone at Gone.at("), e.err());
        assertOtherRunsFinished();
    }

    @Test
    void aLandscapeWithoutAValueDiverges() throws IOException {
        Files.writeString(folder.resolve("Pit.java"), """
            import dev.engram.spi.*;
            /** A bowl with a hole in it. Nobody. 2020. */
            @Component("pit")
            public record Pit() implements Landscape {
              @Override
              public int rows() {
                return 1;
              }

              @Override
              public int cols() {
                return 1;
              }

              @Override
              public double[] start() {
                return new double[] {1};
              }

              @Override
              public double value(double[] x, double[] g) {
                g[0] = 2 * x[0];
                return x[0] < 0.5 ? Double.NaN : x[0] * x[0];
              }
            }
            """);
        Path suite = SampleSuites.write(
                folder,
                "s.yaml",
                "name: small\nlandscape: pit\noptimizer: {sgd: {rate: 0.1}}\ntraining: {steps: 50}\n");
        assertEquals(
                0,
                InProcessCli.run(
                                "run",
                                suite,
                                "--out",
                                folder.resolve("results"),
                                "--plugins",
                                folder.resolve("Pit.java"))
                        .code());
        Run run = runs().get("small/small #1");
        assertEquals("diverged", run.outcome().word());
        assertEquals("the value was no longer a finite number after step 5", run.reason());
    }

    @Test
    void exhaustedMemoryFailsItsOwnRunsOnly() throws IOException {
        Path plugin =
                plugin("var all = new java.util.ArrayList<long[]>(); while (true) { all.add(new long[1 << 20]); }");
        CommandResult e = launch(Map.of("ENGRAM_JAVA_OPTIONS", "-Xmx192m"), plugin, "--workers", 2);
        assertEquals(1, e.code(), e.err());
        assertEquals("failed", runs().get("small/faulty #1").outcome().word());
        assertTrue(
                runs().get("small/faulty #2").reason().startsWith("OutOfMemoryError: Java heap space"),
                runs().get("small/faulty #2").reason());
        assertOtherRunsFinished();
    }

    @Test
    void endlessRecursionFailsItsOwnRunsOnly() throws IOException {
        Path plugin = plugin("update(s);");
        CommandResult e = run(plugin);
        assertEquals(1, e.code(), e.err());
        assertTrue(
                runs().get("small/faulty #1").reason().startsWith("StackOverflowError at "),
                runs().get("small/faulty #1").reason());
        assertOtherRunsFinished();
    }

    @Test
    void notANumberDiverges() throws IOException {
        Path plugin = plugin("g[i] = Float.NaN;");
        CommandResult e = run(plugin);
        assertEquals(0, e.code(), e.err());
        assertEquals(
                "a parameter was no longer a finite number after step 10",
                runs().get("small/faulty #1").reason());
        assertOtherRunsFinished();
    }

    @Test
    void aCallOfSystemExitIsAFailureThatNamesItsPlace() throws IOException {
        Path plugin = plugin("System.exit(0);");
        CommandResult e = launch(Map.of(), plugin, "--workers", 1);
        assertEquals(1, e.code(), e.err());
        assertTrue(
                e.err()
                        .contains("engram: a component ended the program with System.exit, in"
                                + " stranger.Faulty.update(Faulty.java:"),
                e.err());
    }

    @Test
    void outputOfAComponentGoesToTheErrorStream() throws IOException {
        Path plugin = plugin("System.out.println(\"a stranger's words\");");
        CommandResult e = launch(Map.of(), plugin, "--format", "json");
        assertEquals(0, e.code(), e.err());
        assertTrue(e.out().startsWith("{") && !e.out().contains("a stranger's words"), e.out());
        assertTrue(e.err().contains("a stranger's words"), e.err());
    }

    @Test
    void aClassThatCannotBeLoadedIsAnErrorWithItsReason() throws IOException {
        Path plugin = PluginBuilder.jar(
                folder.resolve("faulty.jar"),
                "faulty",
                "Faulty",
                PluginBuilder.optimizer("faulty", "Faulty", "g[i] *= LIMIT;")
                        .replace(
                                "@Override",
                                "private static final float LIMIT = Float.parseFloat(\"much\");\n  @Override"));
        CommandResult e = run(plugin).withFolderAsDir(folder);
        assertEquals(2, e.code());
        assertTrue(
                e.err()
                        .startsWith("DIR/s.yaml:10:23 optimizer.faulty: faulty cannot be created:"
                                + " java.lang.NumberFormatException: "),
                e.err());
    }

    @Test
    void anExceptionWhoseMessageThrowsFailsItsOwnRunsOnly() throws IOException {
        Path plugin = plugin("throw new IllegalStateException() { @Override public String getMessage() {"
                + " throw new UnsupportedOperationException(\"no message\"); } };");
        CommandResult e = run(plugin);
        assertEquals(1, e.code(), e.err());
        String reason = runs().get("small/faulty #1").reason();
        assertTrue(reason.contains("(no message: its getMessage() threw UnsupportedOperationException) at"), reason);
        assertOtherRunsFinished();
    }

    /** In a process of its own, because the plugin also interrupts the thread that runs the command. */
    @Test
    void interruptsOfAllThreadsFailNoOtherRun() throws IOException {
        Path plugin = plugin("Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);");
        CommandResult e = launch(Map.of(), plugin, "--workers", 2);
        assertEquals(0, e.code(), e.err());
        assertEquals("finished", runs().get("small/faulty #2").outcome().word());
        assertOtherRunsFinished();
    }

    @Test
    void aCallOfHaltIsAFailure() throws IOException {
        Path plugin = plugin("Runtime.getRuntime().halt(0);");
        CommandResult e = launch(Map.of(), plugin, "--workers", 1);
        assertEquals(1, e.code(), e.err());
        assertTrue(
                e.err()
                        .endsWith("engram: Java ended with exit code 0 before Engram reached its last line: it could"
                                + " not start, crashed or was killed, or a component called Runtime.halt. Completed"
                                + " runs are in the store.\n"),
                e.err());
    }

    @Test
    void whatAComponentSaysCannotMoveTheCursorOrForgeALine() throws IOException {
        Path plugin = plugin("System.err.print(\"\\u001b[2J\"); throw new IllegalStateException("
                + "\"one\\n[9/9] forged: finished \\u202e\\u0007\");");
        CommandResult e = launch(Map.of(), plugin);
        assertEquals(1, e.code(), e.err());
        String all = e.out() + e.err() + Files.readString(folder.resolve("results/engram.log"));
        assertTrue(all.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c)), all);
        assertTrue(all.indexOf('\u202e') < 0, all);
        assertTrue(all.lines().noneMatch(l -> l.startsWith("[9/9]")), all);
        assertEquals(
                "IllegalStateException: one\\n[9/9] forged: finished \\u202e\\u0007 at stranger.Faulty.update",
                runs().get("small/faulty #1").reason().replaceAll("\\(.*", ""));
    }
}
