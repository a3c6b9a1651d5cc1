package dev.engram.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** A standalone cluster of Spark with one master and two workers of one core each, on the loopback interface. */
final class SparkCluster implements AutoCloseable {
    private static final Path JARS =
            Path.of(System.getProperty("spark.home", "")).resolve("jars").toAbsolutePath();
    private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://[0-9.]+:\\d+)");
    private static final Duration START_TIME = Duration.ofMinutes(2);
    private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

    private static final String MAKING_A_RUN = "dev.engram.spark.work.ExecutorRuns.run(";

    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final String master;

    private SparkCluster(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("spark"));
        Files.createSymbolicLink(home.resolve("jars"), JARS);
        script();
        start("master", "org.apache.spark.deploy.master.Master", "--port", "0");
        master = await("master", ADDRESS).group(1);
        for (int i = 1; i <= 2; i++) {
            start(
                    "worker-" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    home.resolve("work-" + i).toString(),
                    master);
            await("worker-" + i, Pattern.compile("Successfully registered with master"));
        }
    }

    /** Returns why no cluster can be started; empty if it can. */
    static Optional<String> unavailableReason() {
        return Files.isDirectory(JARS)
                ? Optional.empty()
                : Optional.of("the jars of Spark are not in " + JARS + "; build with the profile 'real-parts'");
    }

    static SparkCluster start(Path folder) throws IOException {
        return new SparkCluster(folder);
    }

    String master() {
        return master;
    }

    /** Returns the program that starts applications. */
    Path sparkSubmit() {
        return home.resolve("bin/spark-submit");
    }

    private void script() throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path script = Files.writeString(bin.resolve("spark-submit"), """
                #!/bin/sh
                export SPARK_HOME='%s' SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
                exec '%s' -Xmx512m ${SPARK_SUBMIT_OPTS:-} %s -cp '%s/*' org.apache.spark.deploy.SparkSubmit "$@"
                """.formatted(
                        home, java(), JavaModuleOptions.defaultModuleOptions(), JARS));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", JARS + "/*", main, "--host", "127.0.0.1", "--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(home.resolve(name).toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_DIRS", home.resolve("local").toString());
        processes.add(builder.start());
    }

    /** Waits until a process has printed a text. */
    private Matcher await(String name, Pattern text) throws IOException {
        long end = System.nanoTime() + START_TIME.toNanos();
        while (System.nanoTime() < end) {
            Matcher found = text.matcher(Files.readString(home.resolve(name)));
            if (found.find()) {
                return found;
            }
            pause(100);
        }
        close();
        throw new IllegalStateException(name + " did not start: " + Files.readString(home.resolve(name)));
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the executors that are running. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(p -> p.toHandle().descendants())
                .filter(p ->
                        p.info().commandLine().filter(c -> c.contains(EXECUTOR)).isPresent())
                .toList();
    }

    /** Returns whether an executor is making a run: one of its threads is in the loop over the runs of a task. */
    static boolean isAtWork(ProcessHandle executor) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process jcmd = new ProcessBuilder(
                        program.toString(), "-J-XX:TieredStopAtLevel=1", Long.toString(executor.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(MAKING_A_RUN);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes.stream()
                .flatMap(
                        p -> Stream.concat(Stream.of(p.toHandle()), p.toHandle().descendants()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (Process process : processes) {
            try {
                assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
