package dev.engram.app.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.launch.LaunchRequest;
import dev.engram.app.launch.LaunchState;
import dev.engram.app.launch.Launched;
import dev.engram.app.launch.Launchers;
import dev.engram.app.launch.WorkerLauncher;
import dev.engram.app.progress.RunCount;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartedWorkersTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final LaunchState WAITING = new LaunchState(1, 0, 0, List.of());
    private static final LaunchState BLOCKED =
            new LaunchState(1, 0, 0, List.of(), List.of(), Optional.of("it can never start"));

    @TempDir
    private Path folder;

    /** A cluster on which a worker waits; at the end of the states, the user interrupts the command. */
    private static final class Cluster implements WorkerLauncher {
        private final Deque<LaunchState> states;
        private Runnable interrupt = () -> {};
        private int cancelled;

        Cluster(LaunchState... states) {
            this.states = new ArrayDeque<>(List.of(states));
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public List<String> problems(LaunchRequest request) {
            return List.of();
        }

        @Override
        public Launched start(LaunchRequest request) {
            return new Launched("handle", "started");
        }

        @Override
        public LaunchState state(String handle) {
            if (states.isEmpty()) {
                interrupt.run();
                return WAITING;
            }
            return states.remove();
        }

        @Override
        public void cancel(String handle) {
            cancelled++;
        }

        @Override
        public Duration pollInterval() {
            return Duration.ZERO;
        }
    }

    private <E extends Exception> E end(Class<E> expected, Cluster cluster) {
        RunCount progress = new RunCount() {
            @Override
            public void update(int stored, int workers) {}

            @Override
            public void close() {}
        };
        try (Store store = Stores.open(folder.resolve("runs.db").toString())) {
            long plan = store.beginPlan("suite", "digest", "");
            QueuedCell cell = new QueuedCell("suite", "cell", Map.of(), OptionalInt.empty(), "spec", List.of(), false);
            Submission submission = new Submission("1", new QueuedPlan("suite", "digest", ""), List.of());
            long job = store.queue().submit(submission, plan, List.of(new QueuedRun(ID, cell, 1)));
            store.queue().addLaunch(job, "cluster", "handle", 1);
            StartedWorkers workers = new StartedWorkers(
                    store,
                    new Launchers.Found("cluster", cluster),
                    job,
                    plan,
                    new LaunchRequest(1, 1, "runs.db", folder, Optional.empty(), false, List.of()),
                    new PrintStream(OutputStream.nullOutputStream()));
            cluster.interrupt = workers::stop;
            return assertThrows(expected, () -> workers.await(List.of(ID), progress));
        }
    }

    @Test
    void anObstacleThatIsSeenTwiceInARowCancelsTheJob() {
        Cluster cluster = new Cluster(BLOCKED, BLOCKED);
        String message = end(WorkRefusedException.class, cluster).getMessage();
        assertTrue(message.contains("it can never start. The job was cancelled"), message);
        assertEquals(1, cluster.cancelled);
    }

    @Test
    void anObstacleThatPassesCancelsNothing() {
        Cluster cluster = new Cluster(BLOCKED, WAITING, BLOCKED);
        end(RemoteRuns.WaitEndedException.class, cluster);
        assertEquals(0, cluster.cancelled);
    }
}
