package dev.engram.app.launch;

import dev.engram.spi.Hyper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Processes of the same distribution on this machine. */
public record LocalLauncher(
        @Hyper(value = "0", range = "[0,1024]", doc = "number of worker processes; 0: one for each core")
        int workers,

        @Hyper(value = "1", range = "[1,1024]", doc = "number of runs that each worker makes at a time")
        int threads)
        implements WorkerLauncher {
    static final String KIND = "local";

    public LocalLauncher {
        workers = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public boolean replaceable() {
        return true;
    }

    @Override
    public boolean endsWithCommand() {
        return true;
    }

    @Override
    public List<String> problems(LaunchRequest request) {
        return program().isPresent()
                ? List.of()
                : List.of("--on " + KIND
                        + " starts processes of the distribution, and this program does not run from one;"
                        + " start it with bin/engram");
    }

    private static Optional<Path> program() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        return Optional.ofNullable(System.getProperty("engram.home"))
                .map(home -> Path.of(home, "bin", windows ? "engram.bat" : "engram"))
                .filter(Files::isRegularFile);
    }

    @Override
    public Launched start(LaunchRequest request) throws LaunchException {
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < request.workers(); i++) {
                started.add(start(request, i));
            }
        } catch (IOException e) {
            started.forEach(Process::destroy);
            throw new LaunchException("a worker could not be started: " + e.getMessage(), e);
        }
        return new Launched(
                StartedProcesses.of(started).toString(),
                (started.size() == 1 ? "1 worker" : started.size() + " workers") + " started on this machine");
    }

    private Process start(LaunchRequest request, int index) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program()
                .orElseThrow(() -> new IOException("bin/engram is missing"))
                .toString());
        command.addAll(List.of("work", "--store", request.store(), "--workers", Integer.toString(threads)));
        command.addAll(request.workArguments());
        return StartedProcesses.start(
                command, Map.of(), request.detached(), request.jobFolder().resolve("worker-" + index + ".out"));
    }

    @Override
    public LaunchState state(String handle) {
        return StartedProcesses.parse(handle).state();
    }

    @Override
    public void cancel(String handle) throws LaunchException {
        StartedProcesses.parse(handle).end();
    }
}
