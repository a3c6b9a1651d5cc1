package dev.engram.engine.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.RunFixtures;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSaverTest {
    @TempDir
    private Path folder;

    private Store open() {
        return Stores.open(folder.resolve("runs.db").toString());
    }

    private static RunLabel label(Run run) {
        return new RunLabel(run.suite(), run.cell(), run.id());
    }

    @Test
    void aRunIsAnnouncedWhenOtherProcessesCanReadIt() {
        List<String> announced = new ArrayList<>();
        try (Store store = open();
                Store other = open()) {
            BatchSaver saver = BatchSaver.start(store);
            for (int i = 0; i < 2000; i++) {
                Run run = RunFixtures.run(i);
                saver.save(run, label(run), () -> {
                    announced.add(run.id());
                    if (announced.size() % 400 == 0) {
                        assertTrue(other.find(run.id()).isPresent());
                    }
                });
            }
            saver.close();
            assertEquals(IntStream.range(0, 2000).mapToObj(RunFixtures::id).toList(), announced);
            assertEquals(2000, other.ids("").size());
            assertEquals(List.of(), other.check().faults());
        }
    }

    @Test
    void anInterruptLosesNothing() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Store store = open()) {
            BatchSaver saver = BatchSaver.start(store);
            for (int i = 0; i < 50; i++) {
                Run run = RunFixtures.run(i);
                saver.save(run, label(run), () -> {
                    Thread.currentThread().interrupt();
                    interrupted.countDown();
                });
            }
            interrupted.await();
            Thread.currentThread().interrupt();
            saver.close();
            Thread.interrupted();
            assertEquals(50, store.ids("").size());
        }
    }

    @Test
    void aRefusedRunStopsTheSaverAndTheOthersOfItsBatchAreStored() {
        try (Store store = open()) {
            store.save(RunFixtures.run(2));
            BatchSaver saver = BatchSaver.start(store);
            List<String> announced = new ArrayList<>();
            for (Run run :
                    List.of(RunFixtures.run(1), RunFixtures.run(2, Outcome.FINISHED, "beef"), RunFixtures.run(3))) {
                saver.save(run, label(run), () -> announced.add(run.id()));
            }
            StoreException e = assertThrows(StoreException.class, saver::close);
            assertTrue(e.getMessage().contains("cafe") && e.getMessage().contains("beef"), e.getMessage());
            assertEquals("cafe", store.find(RunFixtures.id(2)).orElseThrow().hash());
            assertFalse(announced.contains(RunFixtures.id(2)));
            saver.close();
            Run late = RunFixtures.run(4);
            assertSame(e, assertThrows(StoreException.class, () -> saver.save(late, label(late), () -> {})));
        }
    }

    private static Run keeping(int i, int bytes) {
        Run run = RunFixtures.run(i);
        return run.withResult(run.result().withWeights(List.of(new KeptWeights(0, new byte[bytes]))));
    }

    /** The first run holds the saver's thread up, so the second waits, and the third passes the bound. */
    @Test
    void aRunWaitsWhenMoreBytesOfWeightsAreWaitingThanMay() throws Exception {
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Store store = open()) {
            BatchSaver saver = BatchSaver.start(store, 100);
            save(saver, keeping(1, 200), () -> {
                stored.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            stored.await();
            save(saver, keeping(2, 99), () -> {});
            save(saver, keeping(3, 200), () -> {});
            Thread fourth = new Thread(() -> save(saver, RunFixtures.run(4), () -> {}));
            fourth.start();
            while (fourth.getState() != Thread.State.WAITING && fourth.isAlive()) {
                Thread.onSpinWait();
            }
            assertTrue(fourth.isAlive(), "it was taken, although weights of 299 bytes wait");
            goOn.countDown();
            fourth.join();
            saver.close();
            assertEquals(4, store.ids("").size());
        }
    }

    private static void save(BatchSaver saver, Run run, Runnable afterwards) {
        saver.save(run, label(run), afterwards);
    }
}
