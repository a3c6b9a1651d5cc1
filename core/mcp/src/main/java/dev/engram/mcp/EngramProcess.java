package dev.engram.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Runs commands of the distribution, each in a process of its own. They end with this one. */
final class EngramProcess {
    private final List<String> launcher;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private boolean stopped;

    /** @param launcher the words that start Engram */
    EngramProcess(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /**
     * The end of a command.
     *
     * @param out what it printed as its result
     * @param err its progress and problems
     */
    record Result(int code, String out, String err) {}

    /** Runs a command and waits for its end. */
    Result run(List<String> words) throws IOException, InterruptedException {
        Process process = start(words);
        try {
            process.getOutputStream().close();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            return new Result(process.waitFor(), out, err.join());
        } finally {
            process.destroy(); // does nothing unless the wait was interrupted
            running.remove(process);
        }
    }

    /** Holds the lock until the process is registered: one that starts while this one ends is stopped as well. */
    private synchronized Process start(List<String> words) throws IOException {
        if (stopped) {
            throw new IOException("the server ends, so no command is started");
        }
        List<String> all = new ArrayList<>(launcher);
        all.addAll(words);
        Process process = new ProcessBuilder(all).start();
        running.add(process);
        return process;
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void stop() {
        stopped = true;
        running.forEach(Process::destroy);
    }
}
