package dev.engram.engine.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the rows of the queue that no live process has claimed. All methods must be called in a transaction. */
final class FreeRuns {
    private final Database database;
    private final Statements statements;
    private final Leases leases;
    /** The first row of each job that was free at the last look. Those before it are not looked at again and again. */
    private final Map<Long, Long> firstFree = new HashMap<>();

    FreeRuns(Database database, Statements statements, Leases leases) {
        this.database = database;
        this.statements = statements;
        this.leases = leases;
    }

    /** A row of the queue. */
    record Waiting(long key, String run, long cell, long seed, boolean stored) {}

    private record Held(Waiting waiting, String holder, long age) {}

    private static final String WAITING = "SELECT q.key, q.run, q.cell, q.seed,"
            + " EXISTS (SELECT 1 FROM run r WHERE r.id = q.run AND r.outcome <> 'FAILED')";

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), row.getBoolean(5));
    }

    /** Returns runs that no live process has claimed: those without a claim first, then those of dead processes. */
    List<Waiting> first(long job, int most) throws SQLException {
        List<Waiting> free = unclaimed(job, most, firstFree.getOrDefault(job, 0L));
        if (free.isEmpty() && firstFree.containsKey(job)) {
            free = unclaimed(job, most, 0); // runs that others have released since
        }
        if (!free.isEmpty()) {
            firstFree.put(job, free.get(0).key());
            return free;
        }
        firstFree.remove(job);
        Leases.Holders holders = new Leases.Holders();
        return statements
                .select(
                        WAITING + ", c.holder, " + database.now() + " - c.renewed"
                                + " FROM queued q JOIN claim c ON c.run = q.run WHERE q.job = ? ORDER BY q.key",
                        r -> new Held(waiting(r), r.getString(6), r.getLong(7)),
                        job)
                .stream()
                .filter(h -> !leases.isHeldHere(h.holder()) && !holders.isActive(h.holder(), h.age()))
                .map(Held::waiting)
                .limit(most)
                .toList();
    }

    private List<Waiting> unclaimed(long job, int most, long from) throws SQLException {
        return statements.select(
                WAITING + " FROM " + database.inKeyOrder("queued q") + " WHERE q.job = ? AND q.key >= ?"
                        + " AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.run = q.run) ORDER BY q.key LIMIT ?"
                        + database.skippingLocked("q"),
                FreeRuns::waiting,
                job,
                from,
                most);
    }
}
