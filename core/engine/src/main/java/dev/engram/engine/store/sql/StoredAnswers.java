package dev.engram.engine.store.sql;

import dev.engram.engine.run.Predictions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The true classes of test sets. Runs that are saved together mostly share them, so they are stored and looked up once.
 * An object serves one transaction; all methods must be called in it.
 */
final class StoredAnswers {
    private final Statements statements;
    private final Map<String, Known> known = new HashMap<>();

    StoredAnswers(Statements statements) {
        this.statements = statements;
    }

    /**
     * The true classes of a test set.
     *
     * @param stored the same classes, as they are stored
     */
    private record Known(long key, int[] classes, byte[] stored) {}

    /** Stores the true classes, unless they are already there; returns the predictions as they are to be stored. */
    EncodedPredictions encode(Predictions p) throws SQLException {
        Known there = known.get(p.testSetHash());
        if (there != null && Arrays.equals(there.classes(), p.trueClasses())) {
            return EncodedPredictions.of(p, there.stored());
        }
        EncodedPredictions encoded = EncodedPredictions.of(p);
        statements.update(
                "INSERT INTO answers (examples, count, classes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                encoded.testSetHash(),
                encoded.count(),
                encoded.trueClasses());
        PreparedStatement select = statements.get("SELECT key, count, classes FROM answers WHERE examples = ?");
        select.setString(1, encoded.testSetHash());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            EncodedPredictions shared = encoded.withStoredClasses(row.getInt(2), row.getBytes(3));
            known.put(p.testSetHash(), new Known(row.getLong(1), p.trueClasses(), shared.trueClasses()));
            return shared;
        }
    }

    /** Returns the key of the true classes of predictions that {@link #encode} has returned. */
    long key(EncodedPredictions p) {
        return known.get(p.testSetHash()).key();
    }
}
