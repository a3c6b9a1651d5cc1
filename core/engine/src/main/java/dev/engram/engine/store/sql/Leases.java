package dev.engram.engine.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The leases of processes on the runs that they make. All methods must be called in a transaction. */
final class Leases {
    /** A claim that was not renewed for this long has expired. Even a busy process is never this late. */
    static final long LEASE_MILLIS = 60_000;

    /** The scope in which process ids are valid: this boot of this machine and, in a container, this container. */
    private static final String HOST_ID = hostId();

    private final Statements statements;
    private final String now;
    private final String holder = String.join(
            " ",
            HOST_ID,
            Long.toString(ProcessHandle.current().pid()),
            UUID.randomUUID().toString());
    /** Whether other processes can claim runs during a transaction that claims runs. */
    private final boolean concurrent;

    private boolean hasClaimed;

    /** @param now SQL for the current time in milliseconds */
    Leases(Statements statements, String now, boolean concurrent) {
        this.statements = statements;
        this.now = now;
        this.concurrent = concurrent;
    }

    /**
     * Claims runs. Two processes that claim the same run at the same time are separated by the row of the claim: one
     * inserts it, or replaces exactly the expired claim that it has seen.
     *
     * @return the claimed runs
     */
    Set<String> claim(Collection<String> ids) throws SQLException {
        Map<String, Seen> seen = seen(ids);
        PreparedStatement take = statements.get("INSERT INTO claim (run, holder, renewed) VALUES (?, ?, " + now
                + ") ON CONFLICT (run) DO UPDATE SET holder = excluded.holder, renewed = excluded.renewed"
                + " WHERE claim.holder = ? AND claim.renewed = ?");
        Holders holders = new Holders();
        Set<String> free = new HashSet<>();
        // In one order, so that no two processes wait for each other.
        for (String id : new TreeSet<>(ids)) {
            Seen other = seen.get(id);
            if (other == null || other.holder().equals(holder) || !holders.isActive(other.holder(), other.age())) {
                free.add(id);
                take.setString(1, id);
                take.setString(2, holder);
                take.setString(3, other == null ? "" : other.holder());
                take.setLong(4, other == null ? 0 : other.renewed());
                take.addBatch();
            }
        }
        take.executeBatch();
        hasClaimed = true;
        return concurrent ? mine(free) : free;
    }

    private Set<String> mine(Collection<String> ids) throws SQLException {
        Set<String> mine = new HashSet<>();
        statements.forList(
                "SELECT run FROM claim WHERE holder = ? AND run IN (%s)",
                ids,
                select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            mine.add(rows.getString(1));
                        }
                    }
                },
                holder);
        return mine;
    }

    /** A claim as it was read. */
    private record Seen(String holder, long renewed, long age) {}

    private Map<String, Seen> seen(Collection<String> ids) throws SQLException {
        Map<String, Seen> seen = new HashMap<>();
        statements.forList(
                "SELECT run, holder, renewed, " + now + " - renewed FROM claim WHERE run IN (%s)", ids, select -> {
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            seen.put(rows.getString(1), new Seen(rows.getString(2), rows.getLong(3), rows.getLong(4)));
                        }
                    }
                });
        return seen;
    }

    /** The holders of claims. A question about many claims looks each process up once. */
    static final class Holders {
        private final Map<String, Boolean> ended = new HashMap<>();

        /** Returns whether a claim is valid. Its age is negative if the clock was set back. */
        boolean isActive(String holder, long age) {
            return Math.abs(age) < LEASE_MILLIS && !ended.computeIfAbsent(holder, Holders::hasEnded);
        }

        /** Returns whether a holder is a process of this machine that has ended. */
        private static boolean hasEnded(String holder) {
            String[] parts = holder.split(" ");
            boolean sameHost = parts[0].equals(HOST_ID) && !HOST_ID.isEmpty();
            return sameHost
                    && !ProcessHandle.of(Long.parseLong(parts[1]))
                            .map(ProcessHandle::isAlive)
                            .orElse(false);
        }
    }

    /** Returns the name under which this process claims runs. */
    String holder() {
        return holder;
    }

    /** Returns whether a claim is one of this process. */
    boolean isHeldHere(String claimHolder) {
        return holder.equals(claimHolder);
    }

    /** Returns whether this store has ever claimed a run. */
    boolean hasClaimed() {
        return hasClaimed;
    }

    void release(Collection<String> ids) throws SQLException {
        statements.forList(
                "DELETE FROM claim WHERE holder = ? AND run IN (%s)", ids, PreparedStatement::executeUpdate, holder);
    }

    void releaseAll() throws SQLException {
        statements.update("DELETE FROM claim WHERE holder = ?", holder);
        statements.update("DELETE FROM worker WHERE holder = ?", holder);
    }

    void renew() throws SQLException {
        statements.update("UPDATE claim SET renewed = " + now + " WHERE holder = ?", holder);
    }

    List<String> active() throws SQLException {
        return ids(true);
    }

    void deleteExpired() throws SQLException {
        for (String id : ids(false)) {
            statements.update("DELETE FROM claim WHERE run = ?", id);
        }
    }

    private List<String> ids(boolean active) throws SQLException {
        List<String> ids = new ArrayList<>();
        Holders holders = new Holders();
        PreparedStatement select = statements.get("SELECT run, holder, " + now + " - renewed FROM claim ORDER BY run");
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (holders.isActive(rows.getString(2), rows.getLong(3)) == active) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return List.copyOf(ids);
    }

    /** Returns an id on Linux; empty elsewhere, where only the lease shows whether a process is alive. */
    private static String hostId() {
        try {
            String start =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return start + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
