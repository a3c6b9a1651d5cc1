package dev.engram.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The leases of processes on the runs that they make. All methods must be called in a transaction. */
final class Leases {
    /** A claim that was not renewed for this long has expired. Even a busy process is never this late. */
    static final long LEASE_MILLIS = 60_000;

    /** The scope in which process ids are valid: this boot of this machine and, in a container, this container. */
    private static final String HOST_ID = hostId();

    private final Supplier<Connection> connection;
    private final String now;
    private final String holder = String.join(
            " ",
            HOST_ID,
            Long.toString(ProcessHandle.current().pid()),
            UUID.randomUUID().toString());
    private boolean hasClaimed;

    /** @param now SQL for the current time in milliseconds */
    Leases(Supplier<Connection> connection, String now) {
        this.connection = connection;
        this.now = now;
    }

    Store.ClaimResult claim(String id) throws SQLException {
        try (PreparedStatement find =
                connection.get().prepareStatement("SELECT holder, " + now + " - renewed FROM claim WHERE run = ?")) {
            find.setString(1, id);
            try (ResultSet there = find.executeQuery()) {
                if (there.next()
                        && !there.getString(1).equals(holder)
                        && isActive(there.getString(1), there.getLong(2))) {
                    return Store.ClaimResult.HELD_ELSEWHERE;
                }
            }
        }
        try (PreparedStatement take = connection
                .get()
                .prepareStatement("INSERT INTO claim (run, holder, renewed) VALUES (?, ?, " + now
                        + ") ON CONFLICT (run) DO UPDATE SET holder = excluded.holder, renewed = excluded.renewed")) {
            take.setString(1, id);
            take.setString(2, holder);
            take.executeUpdate();
        }
        hasClaimed = true;
        return Store.ClaimResult.ACQUIRED;
    }

    /** Returns whether a claim is valid. Its age is negative if the clock was set back. */
    static boolean isActive(String holder, long age) {
        String[] parts = holder.split(" ");
        boolean sameHost = parts[0].equals(HOST_ID) && !HOST_ID.isEmpty();
        return Math.abs(age) < LEASE_MILLIS
                && (!sameHost
                        || ProcessHandle.of(Long.parseLong(parts[1]))
                                .map(ProcessHandle::isAlive)
                                .orElse(false));
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

    void release(String id) throws SQLException {
        update("DELETE FROM claim WHERE holder = ? AND run = ?", holder, id);
    }

    void releaseAll() throws SQLException {
        update("DELETE FROM claim WHERE holder = ?", holder);
        update("DELETE FROM worker WHERE holder = ?", holder);
    }

    void renew() throws SQLException {
        update("UPDATE claim SET renewed = " + now + " WHERE holder = ?", holder);
    }

    List<String> active() throws SQLException {
        return ids(true);
    }

    void deleteExpired() throws SQLException {
        for (String id : ids(false)) {
            update("DELETE FROM claim WHERE run = ?", id);
        }
    }

    private List<String> ids(boolean active) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement select = connection
                        .get()
                        .prepareStatement("SELECT run, holder, " + now + " - renewed FROM claim ORDER BY run");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (isActive(rows.getString(2), rows.getLong(3)) == active) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return List.copyOf(ids);
    }

    private void update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.get().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
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
