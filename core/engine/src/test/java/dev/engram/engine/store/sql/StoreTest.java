package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    Path folder;

    private String location;

    @BeforeEach
    void name() {
        location = folder.resolve("new/folders/runs.db").toString();
    }

    @Test
    void aSavedRunIsReadBackEqualIncludingNaNInfinitiesAndMinusZero() {
        Run run = RunFixtures.run(7);
        try (Store store = Stores.open(location)) {
            store.save(run);
            assertEquals(Optional.of(run), store.find(run.id()));
        }
        try (Store store = Stores.open(location)) {
            assertEquals(Optional.of(run), store.find(run.id()));
            assertEquals(Optional.empty(), store.find(RunFixtures.id(8)));
        }
    }

    @Test
    void aRunWithoutMeasurementsOrProvenanceAndWithUnknownSecondsIsKept() {
        Run bare = new Run(
                RunFixtures.id(1),
                "",
                "",
                Long.MIN_VALUE,
                "",
                Map.of(),
                new RunResult(Outcome.FAILED, "", "", new Cost(0, 0, Double.NaN, 0, 0), List.of()));
        try (Store store = Stores.open(location)) {
            store.save(bare);
            assertEquals(Optional.of(bare), store.find(bare.id()));
        }
    }

    @Test
    void runsAreReturnedInTheGivenOrderWithoutUnknownOnes() {
        try (Store store = Stores.open(location)) {
            IntStream.range(0, 1200)
                    .forEach(i -> store.save(new Run(
                            RunFixtures.id(i),
                            "s",
                            "c",
                            i,
                            "",
                            Map.of(),
                            new RunResult(
                                    Outcome.FINISHED,
                                    "",
                                    "" + i,
                                    new Cost(0, 0, 0, 0, 0),
                                    List.of(new Measurement(i, 0, "test", "loss", i))))));
            List<Integer> order =
                    IntStream.range(0, 1300).map(i -> (i * 7) % 1300).boxed().toList();
            List<Run> runs = store.find(order.stream().map(RunFixtures::id).toList());
            assertEquals(
                    order.stream().filter(i -> i < 1200).map(RunFixtures::id).toList(),
                    runs.stream().map(Run::id).toList());
            assertTrue(runs.stream().allMatch(r -> r.measurements().get(0).value() == r.seed()));
            assertEquals(List.of(), store.find(List.of()));
        }
    }

    @Test
    void allButFailedRunsAreDone() {
        try (Store store = Stores.open(location)) {
            Outcome[] outcomes = Outcome.values();
            for (int i = 0; i < outcomes.length; i++) {
                store.save(RunFixtures.run(i, outcomes[i], "cafe"));
            }
            List<String> ended = List.of(RunFixtures.id(2), RunFixtures.id(0), RunFixtures.id(1), RunFixtures.id(3));
            List<String> asked = new ArrayList<>(ended);
            asked.add(0, RunFixtures.id(Outcome.FAILED.ordinal()));
            asked.add(RunFixtures.id(99));
            assertEquals(ended, List.copyOf(store.done(asked)));
        }
    }

    @Test
    void aFailedRunIsReplacedByTheNextWithItsId() {
        try (Store store = Stores.open(location)) {
            store.save(RunFixtures.run(1, Outcome.FAILED, ""));
            Run again = new Run(
                    RunFixtures.id(1),
                    "s2",
                    "c2",
                    1,
                    "other",
                    Map.of("jvm", "21"),
                    new RunResult(
                            Outcome.DIVERGED,
                            "loss is NaN",
                            "beef",
                            new Cost(1, 2, 3, 4, 5),
                            RunFixtures.MEASUREMENTS.subList(0, 2)));
            store.save(again);
            assertEquals(Optional.of(again), store.find(again.id()));
        }
    }

    @Test
    void aDoneRunIsNeverReplaced() {
        Run first = RunFixtures.run(1, Outcome.FINISHED, "cafe");
        try (Store store = Stores.open(location)) {
            store.save(first);
            store.save(new Run(
                    first.id(),
                    "suite",
                    "cell",
                    1,
                    first.spec(),
                    Map.of(),
                    new RunResult(Outcome.FINISHED, "", "cafe", new Cost(9, 9, 9, 9, 9), List.of())));
            store.save(RunFixtures.run(1, Outcome.FAILED, ""));
            assertEquals(Optional.of(first), store.find(first.id()));
        }
    }

    @Test
    void aDifferentHashForTheSameIdIsRefusedAndChangesNothing() {
        Run first = RunFixtures.run(1, Outcome.FINISHED, "cafe");
        try (Store store = Stores.open(location)) {
            store.save(first);
            StoreException e = assertThrows(
                    StoreException.class,
                    () -> store.save(RunFixtures.run(1, "other", "cell", Outcome.FINISHED, "beef")));
            assertTrue(e.getMessage().contains("with final parameters cafe, but now ended with beef"), e.getMessage());
            assertEquals(Optional.of(first), store.find(first.id()));
            assertEquals(List.of("suite"), store.suites());
            store.save(RunFixtures.run(2)); // the store still works
            assertEquals(
                    2, store.done(List.of(RunFixtures.id(1), RunFixtures.id(2))).size());
        }
    }

    @Test
    void oneRunMayBelongToSeveralSuites() {
        try (Store store = Stores.open(location)) {
            store.save(RunFixtures.run(2, "b", "backprop", Outcome.FINISHED, "cafe"));
            store.save(RunFixtures.run(1, "b", "backprop", Outcome.FINISHED, "cafe"));
            store.save(RunFixtures.run(1, "a", "sgd", Outcome.FINISHED, "cafe"));
            store.label(
                    List.of(new RunLabel("a", "adam", RunFixtures.id(2)), new RunLabel("a", "sgd", RunFixtures.id(1))));
            assertEquals(List.of("a", "b"), store.suites());
            assertEquals(
                    List.of(new RunLabel("a", "adam", RunFixtures.id(2)), new RunLabel("a", "sgd", RunFixtures.id(1))),
                    store.labels("a"));
            assertEquals(
                    List.of(
                            new RunLabel("b", "backprop", RunFixtures.id(1)),
                            new RunLabel("b", "backprop", RunFixtures.id(2))),
                    store.labels("b"));
            assertEquals(
                    "b", store.find(RunFixtures.id(1)).orElseThrow().suite(), "the suite that it was first run for");
            assertEquals(List.of(), store.labels("c"));
        }
    }

    @Test
    void labelsAreRefusedTogetherIfOneRunIsUnknown() {
        try (Store store = Stores.open(location)) {
            store.save(RunFixtures.run(1));
            StoreException e = assertThrows(
                    StoreException.class,
                    () -> store.label(List.of(
                            new RunLabel("x", "c", RunFixtures.id(1)), new RunLabel("x", "c", RunFixtures.id(5)))));
            assertTrue(
                    e.getMessage().contains(RunFixtures.id(5)) && e.getMessage().endsWith("run the suite first"),
                    e.getMessage());
            assertEquals(List.of(), store.labels("x"));
        }
    }

    @Test
    void threadsSaveAndReadAtTheSameTime() throws Exception {
        try (Store store = Stores.open(location)) {
            saveFromThreads(List.of(store, store, store, store));
            assertEquals(
                    40,
                    store.done(IntStream.range(0, 40).mapToObj(RunFixtures::id).toList())
                            .size());
        }
    }

    /** Two stores on one file behave like two processes: each has its own connection and file locks. */
    @Test
    void twoStoresOnOneFileSaveAtTheSameTime() throws Exception {
        try (Store one = Stores.open(location);
                Store two = Stores.open(location)) {
            saveFromThreads(List.of(one, two));
            List<String> ids = IntStream.range(0, 20).mapToObj(RunFixtures::id).toList();
            assertEquals(IntStream.range(0, 20).mapToObj(RunFixtures::run).toList(), one.find(ids));
            assertEquals(one.find(ids), two.find(ids));
        }
    }

    /** Worker w saves runs 10 w to 10 w + 9, and one that all of them save. */
    private static void saveFromThreads(List<Store> stores) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(stores.size());
        try {
            List<Future<?>> work = IntStream.range(0, stores.size())
                    .<Future<?>>mapToObj(w -> threads.submit(() -> {
                        for (int i = 10 * w; i < 10 * w + 10; i++) {
                            stores.get(w).save(RunFixtures.run(i));
                            stores.get(w).save(RunFixtures.run(1000));
                            assertEquals(
                                    RunFixtures.run(i),
                                    stores.get(w).find(RunFixtures.id(i)).orElseThrow());
                        }
                    }))
                    .toList();
            for (Future<?> f : work) {
                f.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aNewFileMayBeOpenedByManyAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = IntStream.range(0, 16)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        try (Store store = Stores.open(location)) {
                            store.save(RunFixtures.run(i));
                        }
                    }))
                    .toList();
            for (Future<?> f : work) {
                f.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (Store store = Stores.open(location)) {
            assertEquals(
                    16,
                    store.done(IntStream.range(0, 16).mapToObj(RunFixtures::id).toList())
                            .size());
        }
    }

    @Test
    void closingLeavesOneFile() throws Exception {
        try (Store store = Stores.open(location)) {
            store.save(RunFixtures.run(1));
        }
        try (var files = Files.list(Path.of(location).getParent())) {
            assertEquals(List.of(Path.of(location)), files.toList());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where such names are not allowed
    void namesWithUrlCharactersArePlainNames() {
        Path odd = folder.resolve("a b?mode=memory&c#d%20é.db");
        try (Store store = Stores.open(odd.toString())) {
            store.save(RunFixtures.run(1));
        }
        assertTrue(Files.isRegularFile(odd));
        assertFalse(Files.exists(folder.resolve("a b")));
    }
}
