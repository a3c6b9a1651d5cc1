package dev.engram.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.cluster.ClusterSuite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Suites on a real Spark cluster. {@code -Dengram.spark.kills=100} kills that many executors, all of them while they
 * make a run; {@code -Dengram.spark.seed} chooses the moments, and {@code -Dengram.spark.epochs} the length of the
 * runs.
 */
@Tag("cluster")
final class SparkIT {
    private static final int KILLS = Integer.getInteger("engram.spark.kills", 4);
    private static final long SEED = Long.getLong("engram.spark.seed", 1);
    /** The table of verdicts; the tables below it have times. */
    private static final int LINES_OF_VERDICTS = 7;

    private static final int EPOCHS = 30;
    private static final int LONG = Integer.getInteger("engram.spark.epochs", 1500);
    private static final int LATEST_MILLIS = 1000;
    private static final int END_MINUTES = 15 + KILLS / 4;

    @TempDir
    private static Path folder;

    private static SparkCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        Optional<String> reason = SparkCluster.unavailableReason();
        assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
        cluster = SparkCluster.start(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static ClusterSuite suite(String name, int epochs) throws IOException {
        return ClusterSuite.write(Files.createDirectories(folder.resolve(name)), epochs);
    }

    private static Process command(String name, List<Object> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Launcher.SCRIPT.toString()));
        arguments.forEach(a -> command.add(a.toString()));
        Path files = folder.resolve(name);
        return Launcher.process(files, Map.of(), command)
                .redirectOutput(files.resolve("out").toFile())
                .redirectError(files.resolve("err").toFile())
                .start();
    }

    private static Process onSpark(String name, ClusterSuite suite, Path results, String... options)
            throws IOException {
        List<Object> arguments = new ArrayList<>(suite.arguments(
                "run",
                "--out",
                results,
                "--checkpoint",
                "1s",
                "--on",
                cluster.master(),
                "--launcher-option",
                "spark-submit=" + cluster.sparkSubmit(),
                "--launcher-option",
                "memory=512m"));
        if (options.length > 0) {
            arguments.addAll(List.of("--launcher-option", "options=[" + String.join(", ", options) + "]"));
        }
        return command(name, arguments);
    }

    private static CommandResult finish(String name, Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(END_MINUTES, TimeUnit.MINUTES), name);
        Path files = folder.resolve(name);
        return new CommandResult(
                process.exitValue(), Files.readString(files.resolve("out")), Files.readString(files.resolve("err")));
    }

    private static CommandResult local(String name, ClusterSuite suite) throws IOException, InterruptedException {
        return finish(name, command(name, suite.arguments("run", "--out", folder.resolve(name + "/local"))));
    }

    private static List<String> verdicts(CommandResult result) {
        return result.out().lines().limit(LINES_OF_VERDICTS).toList();
    }

    private static Map<String, String> hashes(String name, String results) {
        return ClusterSuite.hashes(folder.resolve(name), results + "/engram.db");
    }

    private static void assertSameAsLocal(String name, ClusterSuite suite, CommandResult onSpark)
            throws IOException, InterruptedException {
        assertSame(name, local(name, suite), onSpark, "spark");
    }

    private static void assertSame(String name, CommandResult local, CommandResult onSpark, String results) {
        assertEquals(0, onSpark.code(), onSpark.err());
        assertEquals(hashes(name, "local"), hashes(name, results));
        assertEquals(ClusterSuite.RUNS, hashes(name, results).size());
        assertEquals(verdicts(local), verdicts(onSpark));
    }

    @Test
    void aSuiteHasTheSameBitsAsInOneProcessWithSpeculationAndWithoutTheVectorApi() throws Exception {
        ClusterSuite suite = suite("same", EPOCHS);
        Process command = onSpark(
                "same",
                suite,
                folder.resolve("same/spark"),
                "--conf=spark.speculation=true",
                "--conf=spark.speculation.interval=10ms",
                "--conf=spark.speculation.multiplier=1",
                "--conf=spark.speculation.quantile=0.1",
                "--conf=spark.executor.extraJavaOptions=-Dengram.vector=false");
        assertSameAsLocal("same", suite, finish("same", command));
    }

    @Test
    void executorsThatAreKilledAtWorkLoseNoRunAndNoneIsCountedTwice(TestReporter reporter) throws Exception {
        ClusterSuite suite = suite("kills", LONG);
        CommandResult local = local("kills", suite);
        Random moments = new Random(SEED);
        int killed = 0;
        int suites = 0;
        while (killed < KILLS) {
            String results = "spark-" + suites++;
            Process command = onSpark("kills", suite, folder.resolve("kills").resolve(results));
            while (killed < KILLS && command.isAlive()) {
                killed += killAnyAtWork(moments) ? 1 : 0;
            }
            assertSame("kills", local, finish("kills", command), results);
        }
        reporter.publishEntry(Map.of(
                "kills of executors that made a run",
                Integer.toString(killed),
                "complete suites of " + ClusterSuite.RUNS + " runs",
                Integer.toString(suites)));
    }

    private static boolean killAnyAtWork(Random moments) throws IOException {
        SparkCluster.pause(200);
        List<ProcessHandle> executors = cluster.executors();
        if (executors.isEmpty()) {
            return false;
        }
        ProcessHandle victim = executors.get(moments.nextInt(executors.size()));
        return SparkCluster.isAtWork(victim) && killAtWork(victim, moments);
    }

    /** Kills an executor that has begun its work at a random moment, if it is making a run then. */
    private static boolean killAtWork(ProcessHandle executor, Random moments) throws IOException {
        SparkCluster.pause(moments.nextInt(LATEST_MILLIS));
        return SparkCluster.isAtWork(executor) && executor.destroyForcibly();
    }

    @Test
    void aKilledDriverContinuesWithTheRunsThatAreLeft() throws Exception {
        ClusterSuite suite = suite("driver", LONG);
        Path results = folder.resolve("driver/spark");
        Process first = onSpark("driver", suite, results);
        while (first.isAlive()
                && !Files.readString(folder.resolve("driver/err")).contains("runs are done")) {
            SparkCluster.pause(200);
        }
        List<ProcessHandle> all = first.toHandle().descendants().toList();
        first.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        CommandResult second = finish("driver", onSpark("driver", suite, results));
        assertSameAsLocal("driver", suite, second);
    }

    @Test
    void aMasterThatDoesNotAnswerIsBadInput() throws Exception {
        ClusterSuite suite = suite("nobody", 1);
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        CommandResult result = finish(
                "nobody",
                command(
                        "nobody",
                        suite.arguments(
                                "run",
                                "--out",
                                folder.resolve("nobody/spark"),
                                "--on",
                                "spark://127.0.0.1:" + port,
                                "--launcher-option",
                                "spark-submit=" + cluster.sparkSubmit())));
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains("no Spark master answers at spark://127.0.0.1:" + port), result.err());
    }
}
