package dev.engram.engine.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.RunFixtures;
import dev.engram.engine.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging of SQLite files. */
class StoreMergerTest {
    @TempDir
    private Path folder;

    private Path file(String name, String host, IntPredicate runs) {
        Path file = folder.resolve(name);
        try (Store store = Stores.open(file.toString())) {
            SampleStore.fill(store, host, runs);
        }
        return file;
    }

    private static void change(Path file, String... statements) throws SQLException {
        try (Connection c = DriverManager.getConnection(jdbc(file));
                Statement s = c.createStatement()) {
            for (String sql : statements) {
                s.executeUpdate(sql);
            }
        }
    }

    private static String jdbc(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private Path target() {
        return folder.resolve("target.db");
    }

    private MergeResult merge(Path... files) {
        List<StoreMerger.Source> sources = new ArrayList<>();
        try (Store target = Stores.open(target().toString())) {
            for (Path file : files) {
                sources.add(
                        new StoreMerger.Source(folder.relativize(file).toString(), Stores.openSource(file.toString())));
            }
            return StoreMerger.merge(sources, new StoreMerger.Source("target", target), StoreMerger.Progress.NONE);
        } finally {
            sources.forEach(s -> s.store().close());
        }
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }

    @Test
    void twoMergedShardsEqualTheSingleStoreRowForRow() throws SQLException {
        Path single = file("single.db", "one", i -> true);
        Path a = file("a.db", "two", i -> i % 3 == 0);
        Path b = file("b.db", "three", i -> i % 3 != 0);
        assertEquals(new MergeResult(SampleStore.RUNS, 0, 0, 1, List.of()), merge(a, b));
        assertEquals(StoreDump.of(jdbc(single)), StoreDump.of(jdbc(target())));
        try (Store store = Stores.open(target().toString())) {
            assertEquals(List.of(), store.check().faults());
            assertEquals("training.epochs=2", store.plans("suite").get(0).overrides());
        }
    }

    @Test
    void sourcesAreNotChanged() throws IOException {
        Path a = file("a.db", "one", i -> true);
        byte[] before = Files.readAllBytes(a);
        merge(a);
        assertArrayEquals(before, Files.readAllBytes(a));
        assertEquals(Set.of(a, target()), files());
    }

    @Test
    void aMergeCanBeRepeatedAndContinued() throws SQLException {
        Path single = file("single.db", "one", i -> true);
        Path a = file("a.db", "two", i -> i < 7);
        assertEquals(6, merge(a).added());
        List<String> once = StoreDump.of(jdbc(target()));
        assertEquals(new MergeResult(0, 0, 6, 0, List.of()), merge(a));
        assertEquals(once, StoreDump.of(jdbc(target())));
        file("a.db", "two", i -> true);
        assertEquals(SampleStore.RUNS - 6, merge(a).added());
        assertEquals(withoutUse(StoreDump.of(jdbc(single))), withoutUse(StoreDump.of(jdbc(target()))));
    }

    /** The same plan that is begun again gets another place in the order of use. */
    private static List<String> withoutUse(List<String> dump) {
        return dump.stream()
                .map(l -> l.startsWith("plan |") ? l.substring(0, l.lastIndexOf('|')) : l)
                .toList();
    }

    @Test
    void aShardThatIsBeingWrittenIsReadAsItIs() throws SQLException {
        Path a = folder.resolve("a.db");
        try (Store writer = Stores.open(a.toString())) {
            SampleStore.fill(writer, "one", i -> i < 7);
            writer.claim(RunFixtures.id(9));
            assertEquals(6, merge(a).added());
            SampleStore.fill(writer, "one", i -> true);
            assertEquals(SampleStore.RUNS - 6, merge(a).added());
            assertEquals(List.of(), writer.check().faults());
        }
        try (Store target = Stores.open(target().toString())) {
            assertEquals(SampleStore.RUNS, target.ids("").size());
            assertEquals(List.of(), target.claimed(), "claims belong to the source");
        }
    }

    @Test
    void aRunWithDifferentResultsIsReportedAndLeftOut() throws SQLException {
        Path a = file("a.db", "one", i -> true);
        Path b = file("b.db", "two", i -> true);
        try (Store store = Stores.open(b.toString())) {
            store.delete(List.of(RunFixtures.id(2)));
            store.save(SampleStore.run(2, "two")
                    .withResult(RunFixtures.run(2, Outcome.FINISHED, "beef").result()));
        }
        String conflict = "run " + RunFixtures.id(2)
                + " has different final parameters: cafe in a.db, made on one; beef in b.db, made on two";
        MergeResult result = merge(a, b);
        assertEquals(List.of(conflict), texts(result));
        assertEquals(SampleStore.RUNS - 1, result.added());
        assertEquals(SampleStore.RUNS - 1, result.present());
        try (Store store = Stores.open(target().toString())) {
            assertEquals(Optional.empty(), store.find(RunFixtures.id(2)), "neither result is preferred");
            store.save(SampleStore.run(2, "three"));
        }
        assertEquals(List.of(conflict.replace("a.db, made on one", "target, made on three")), texts(merge(a, b)));
        try (Store store = Stores.open(target().toString())) {
            assertEquals("cafe", store.find(RunFixtures.id(2)).orElseThrow().hash(), "the target keeps its result");
            assertEquals(List.of(), store.check().faults());
        }
    }

    private static List<String> texts(MergeResult result) {
        return result.conflicts().stream().map(MergeConflict::text).toList();
    }

    @Test
    void aRunThatIsDoneReplacesAFailedOneInAnyOrder() throws SQLException {
        Path a = file("a.db", "one", i -> true);
        Path b = file("b.db", "one", i -> false);
        try (Store store = Stores.open(b.toString())) {
            store.save(RunFixtures.run(5, "suite", "cell 2", Outcome.FINISHED, "cafe"));
            store.saveCheckpoint(RunFixtures.id(3), new byte[1]);
        }
        merge(a);
        MergeResult replaced = merge(b);
        assertEquals(new MergeResult(0, 1, 0, 0, List.of()), replaced, "no checkpoint of a run that is done");
        assertEquals(new MergeResult(0, 0, SampleStore.RUNS, 1, List.of()), merge(b, a));
        try (Store store = Stores.open(target().toString())) {
            assertEquals(
                    Outcome.FINISHED,
                    store.find(RunFixtures.id(5)).orElseThrow().outcome());
            assertEquals(List.of(), store.check().faults());
        }
    }

    @Test
    void aDamagedSourceIsRefusedBeforeAnythingIsWritten() throws SQLException {
        Path a = file("a.db", "one", i -> i < 4);
        for (String damage : List.of(
                "UPDATE measurement SET value = 0.7 WHERE ordinal = 1 AND run = (SELECT max(key) FROM run)",
                "UPDATE run SET seconds = 1 WHERE key = (SELECT max(key) FROM run)",
                "UPDATE manifest SET runs = 3")) {
            Path b = file("b" + damage.length() + ".db", "two", i -> true);
            change(b, damage);
            StoreException e = assertThrows(StoreException.class, () -> merge(a, b));
            assertTrue(e.isDamage() && e.getMessage().startsWith(b + " is damaged"), e.getMessage());
            try (Store store = Stores.open(target().toString())) {
                assertEquals(List.of(), store.ids(""), damage);
            }
        }
    }

    @Test
    void anEarlierVersionIsReadWithoutBeingChangedAndItsRunsStayUnchecked() throws Exception {
        Path old = folder.resolve("old.db");
        change(old, Files.readString(Path.of("../app/src/test/resources/old-store/store.sql")));
        byte[] before = Files.readAllBytes(old);
        assertEquals(14, merge(old).added());
        assertArrayEquals(before, Files.readAllBytes(old));
        try (Store store = Stores.open(target().toString())) {
            assertEquals(14, store.check().withoutChecksum());
            assertEquals(List.of(), store.check().faults());
        }
    }

    @Test
    void theLatestPlanOfTheTargetStaysTheLatest() {
        Path a = file("a.db", "one", i -> true);
        try (Store store = Stores.open(target().toString())) {
            store.beginPlan("suite", "own", "data.digits.test=0.5");
        }
        merge(a);
        merge(a);
        try (Store store = Stores.open(target().toString())) {
            assertEquals(
                    List.of("1 data.digits.test=0.5", "3 training.epochs=2", "2 "),
                    store.plans("suite").stream()
                            .map(p -> p.number() + " " + p.overrides())
                            .toList());
        }
    }

    @Test
    void progressEndsWithTheNumberOfRuns() {
        Path a = file("a.db", "one", i -> true);
        List<String> lines = new ArrayList<>();
        try (Store source = Stores.openSource(a.toString());
                Store target = Stores.open(target().toString())) {
            StoreMerger.copy(
                    new StoreMerger.Source("a", source),
                    new StoreMerger.Source("target", target),
                    (task, done, total) -> lines.add(task + " " + done + "/" + total));
        }
        assertEquals(List.of("checked 12/12", "written 12/12"), lines);
    }
}
