package dev.engram.app.launch;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes that were started on a machine, as a text that is kept in the store. */
final class StartedProcesses {
    private final String host;
    private final List<Entry> entries;

    private StartedProcesses(String host, List<Entry> entries) {
        this.host = host;
        this.entries = entries;
    }

    /** A process. The time of its start tells it from a later process with the same id. */
    private record Entry(long pid, long started) {
        Entry(ProcessHandle process) {
            this(process.pid(), startOf(process));
        }

        static Entry parse(String text) {
            int at = text.indexOf('@');
            return new Entry(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }

        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> startOf(p) == started);
        }

        @Override
        public String toString() {
            return pid + "@" + started;
        }
    }

    /**
     * Starts a process without input.
     *
     * @param environment variables in addition to those of this process
     * @param outlive whether the process has to outlive this one, and the terminal
     * @param log the file to which its output is appended
     */
    static Process start(List<String> command, Map<String, String> environment, boolean outlive, Path log)
            throws IOException {
        List<String> all = new ArrayList<>();
        if (outlive) {
            setsid().ifPresent(s -> all.add(s.toString()));
        }
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(nullFile()));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder.start();
    }

    private static File nullFile() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    private static Optional<Path> setsid() {
        return onPath("setsid");
    }

    /** Returns a program of the PATH. */
    static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static StartedProcesses of(List<Process> processes) {
        return new StartedProcesses(
                thisHost(), processes.stream().map(p -> new Entry(p.toHandle())).toList());
    }

    /** Reads the result of {@link #toString}. */
    static StartedProcesses parse(String handle) {
        String[] words = handle.split(" ");
        return new StartedProcesses(
                words[0], Arrays.stream(words).skip(1).map(Entry::parse).toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(host);
        entries.forEach(e -> text.append(' ').append(e));
        return text.toString();
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(' ', '_');
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Returns the machine of the processes if it is not this one, which cannot see them. */
    Optional<String> otherHost() {
        return Optional.of(host).filter(h -> !h.equals(thisHost()));
    }

    LaunchState state() {
        if (otherHost().isPresent()) {
            return new LaunchState(
                    0,
                    entries.size(),
                    0,
                    List.of(entries.size() + " processes on " + host + ", which only that machine can see"));
        }
        int running =
                (int) entries.stream().filter(e -> e.process().isPresent()).count();
        List<String> lines = entries.stream()
                .map(e -> "process " + e.pid() + (e.process().isPresent() ? ": running" : ": ended"))
                .toList();
        return new LaunchState(0, running, entries.size() - running, lines);
    }

    /** Asks the processes to end. */
    void end() throws LaunchException {
        if (otherHost().isPresent()) {
            throw new LaunchException("the workers are processes of " + host + "; run 'engram cancel' on that machine");
        }
        entries.forEach(e -> e.process().ifPresent(ProcessHandle::destroy));
    }
}
