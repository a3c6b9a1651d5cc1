package dev.engram.engine.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.Store.WeightsEntry;
import dev.engram.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredWeightsTest {
    private static final String WITH = RunFixtures.id(1);
    private static final String WITHOUT = RunFixtures.id(2);
    private static final KeptWeights FIRST = new KeptWeights(0, new byte[] {1, 2, 3});
    private static final KeptWeights LAST = new KeptWeights(100, new byte[] {-1, 0});

    @TempDir
    private Path folder;

    private String location;

    @BeforeEach
    void save() {
        location = folder.resolve("runs.db").toString();
        try (Store store = Stores.open(location)) {
            Run run = RunFixtures.run(1);
            store.save(run.withResult(run.result().withWeights(List.of(FIRST, LAST))));
            store.save(RunFixtures.run(2));
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + location);
                Statement statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
    }

    @Test
    void weightsComeBackByRunAndStep() {
        try (Store store = Stores.open(location)) {
            assertEquals(
                    Map.of(WITH, List.of(new WeightsEntry(0, 3), new WeightsEntry(100, 2))),
                    store.weights(List.of(WITH, WITHOUT, RunFixtures.id(3))));
            assertEquals(Optional.of(FIRST), store.weights(WITH, 0));
            assertEquals(Optional.of(LAST), store.weights(WITH, 100));
            assertEquals(Optional.empty(), store.weights(WITH, 1));
            assertEquals(Optional.empty(), store.weights(WITHOUT, 0));
            assertTrue(
                    store.find(WITH)
                            .orElseThrow()
                            .result()
                            .artifacts()
                            .weights()
                            .isEmpty(),
                    "only on request");
            assertEquals(List.of(), store.check().faults());
        }
    }

    @Test
    void aRunThatIsDeletedOrMadeAgainLeavesNoWeights() throws SQLException {
        String failed = RunFixtures.id(3);
        try (Store store = Stores.open(location)) {
            store.delete(List.of(WITH));
            Run run = RunFixtures.run(3, Outcome.FAILED, "");
            store.save(run.withResult(run.result().withWeights(List.of(FIRST))));
            store.save(RunFixtures.run(3));
            assertEquals(Map.of(), store.weights(List.of(WITH, failed)));
        }
        assertThrows(AssertionError.class, () -> change("DELETE FROM weights"), "none are left");
    }

    @Test
    void changedMissingAndForeignWeightsAreDamage() throws SQLException {
        for (String change : List.of(
                "UPDATE weights SET contents = x'010204' WHERE step = 0",
                "DELETE FROM weights WHERE step = 100",
                "UPDATE weights SET step = 99 WHERE step = 100",
                "DELETE FROM weights")) {
            change(change);
            try (Store store = Stores.open(location)) {
                StoreException e = assertThrows(StoreException.class, () -> store.weights(WITH, 0), change);
                assertTrue(e.getMessage().contains("the weights of run " + WITH + " are "), e.getMessage());
                assertEquals(1, store.check().faults().size(), change);
                assertEquals(Set.of(WITH), store.damaged(), change);
                assertEquals(Set.of(WITH), store.deleteDamaged(), change);
            }
            save();
        }
    }
}
