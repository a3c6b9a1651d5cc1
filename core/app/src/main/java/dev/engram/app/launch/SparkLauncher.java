package dev.engram.app.launch;

import dev.engram.spi.Hyper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Spark cluster. {@code spark-submit} starts a driver on this machine, which takes runs from the store, hands them
 * out to executors and stores their results. The executors get Engram and all files from the driver.
 */
public record SparkLauncher(
        @Hyper(value = "''", doc = "address of the master, such as spark://HOST:7077; '--on spark://HOST:7077' sets it")
        String master,

        @Hyper(value = "0", range = "[0,1000000]", doc = "cores of the cluster to use; 0: all that are free")
        int cores,

        @Hyper(value = "1g", doc = "memory of an executor, which its cores share")
        String memory,

        @Hyper(value = "''", doc = "the program spark-submit; empty: that of SPARK_HOME, or of the PATH")
        String sparkSubmit,

        @Hyper(value = "[]", doc = "further options of spark-submit, such as --conf=spark.speculation=true")
        List<String> options)
        implements WorkerLauncher {
    static final String KIND = "spark";
    private static final String PROGRAM = "spark-submit";
    /** Options of the JVM of spark-submit, an environment variable of Spark. */
    private static final String SUBMIT_OPTIONS = "SPARK_SUBMIT_OPTS";

    private static final String DRIVER = "dev.engram.spark.SparkDriver";
    /** Asks the driver to end. */
    private static final String STOP_FILE = "spark.stop";

    private static final String LOG = "spark.out";

    public SparkLauncher {
        options = List.copyOf(options);
    }

    /** Returns 1: the driver, which finds out how many cores the cluster has. */
    @Override
    public int workers() {
        return 1;
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public boolean bundled() {
        return true;
    }

    @Override
    public boolean endsWithCommand() {
        return true;
    }

    @Override
    public List<String> problems(LaunchRequest request) {
        List<String> problems = new ArrayList<>();
        if (jar().isEmpty()) {
            problems.add(
                    "--on " + KIND + " needs the file spark/engram-spark.jar of the distribution; start Engram with"
                            + " bin/engram of a complete distribution");
        }
        if (program().isEmpty()) {
            problems.add(
                    sparkSubmit.isEmpty()
                            ? "spark-submit was not found on this machine; set SPARK_HOME to the folder of Spark, or"
                                    + " set the option spark-submit of the launcher"
                            : "spark.spark-submit: the program " + sparkSubmit + " was not found");
        }
        if (master.isEmpty()) {
            problems.add("spark.master: no master is given; use --on spark://HOST:PORT");
        } else {
            SparkMaster.problem(master).ifPresent(problems::add);
        }
        if (request.workArguments().contains("--threads")) {
            problems.add("--threads with --on " + KIND + ": a core of an executor makes one run at a time, with one"
                    + " thread; leave --threads out");
        }
        options.stream()
                .filter(o -> !o.startsWith("--"))
                .map(o -> "spark.options: '" + o + "' is not an option of spark-submit; write it as --name=value")
                .forEach(problems::add);
        return problems;
    }

    private static Optional<Path> jar() {
        return Optional.ofNullable(System.getProperty("engram.home"))
                .map(home -> Path.of(home, "spark", "engram-spark.jar"))
                .filter(Files::isRegularFile);
    }

    private Optional<Path> program() {
        if (!sparkSubmit.isEmpty()) {
            return Optional.of(Path.of(sparkSubmit).toAbsolutePath()).filter(Files::isExecutable);
        }
        String script = File.separatorChar == '\\' ? PROGRAM + ".cmd" : PROGRAM;
        return Optional.ofNullable(System.getenv("SPARK_HOME"))
                .map(home -> Path.of(home, "bin", script))
                .filter(Files::isExecutable)
                .or(() -> StartedProcesses.onPath(script));
    }

    @Override
    public Launched start(LaunchRequest request) throws LaunchException {
        Path folder = request.jobFolder().toAbsolutePath();
        List<String> command =
                new ArrayList<>(List.of(program().orElseThrow().toString(), "--master", master, "--class", DRIVER));
        command.addAll(List.of("--conf", "spark.executor.memory=" + memory));
        if (cores > 0) {
            command.addAll(List.of("--conf", "spark.cores.max=" + cores));
        }
        command.addAll(options);
        command.add(jar().orElseThrow().toString());
        command.addAll(List.of("--store", request.store()));
        request.bundle()
                .ifPresent(b ->
                        command.addAll(List.of("--bundle", b.toAbsolutePath().toString())));
        command.addAll(List.of("--stop-file", folder.resolve(STOP_FILE).toString()));
        command.addAll(request.workArguments());
        Path log = folder.resolve(LOG);
        try {
            Files.deleteIfExists(folder.resolve(STOP_FILE));
            // Ctrl-C must not reach the driver: it ends when it is asked to, with checkpoints.
            String own = System.getenv().getOrDefault(SUBMIT_OPTIONS, "");
            Process driver = StartedProcesses.start(command, environment(master, own), true, log);
            return new Launched(
                    StartedProcesses.of(List.of(driver)) + "\n" + log,
                    "the Spark driver is started; its output is in " + log);
        } catch (IOException e) {
            throw new LaunchException("spark-submit could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * The driver hands out runs and makes none: without C2, it takes half the processor time. The user's own options
     * follow, so they prevail. With the master {@code local}, the driver is the executor and makes the runs.
     */
    static Map<String, String> environment(String master, String own) {
        boolean makesRuns = master.equals("local") || master.startsWith("local[");
        return makesRuns ? Map.of() : Map.of(SUBMIT_OPTIONS, ("-XX:TieredStopAtLevel=1 " + own).strip());
    }

    private static StartedProcesses process(String handle) {
        return StartedProcesses.parse(handle.substring(0, handle.indexOf('\n')));
    }

    private static Path log(String handle) {
        return Path.of(handle.substring(handle.indexOf('\n') + 1));
    }

    @Override
    public LaunchState state(String handle) {
        LaunchState state = process(handle).state();
        List<String> lines = new ArrayList<>(state.lines());
        if (state.alive() == 0) {
            lines.add("output of the driver, in " + log(handle) + ":");
            lines.addAll(LogTail.lines(log(handle)));
        }
        return new LaunchState(state.waiting(), state.running(), state.ended(), lines);
    }

    /** Asks the driver to save the runs and to end. Asking again ends it at once. */
    @Override
    public void cancel(String handle) throws LaunchException {
        StartedProcesses process = process(handle);
        Path stop = log(handle).resolveSibling(STOP_FILE);
        try {
            if (process.otherHost().isPresent() || Files.exists(stop)) {
                process.end();
            } else {
                Files.createFile(stop);
            }
        } catch (IOException e) {
            process.end();
        }
    }
}
