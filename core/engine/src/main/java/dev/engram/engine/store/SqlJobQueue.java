package dev.engram.engine.store;

import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueueCodec;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.store.Database.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The queue in the tables of a store. */
final class SqlJobQueue implements JobQueue {
    /** The tables, added in version 5. A file is complete if it is in {@code stored_file}. */
    static final List<String> TABLES = List.of(
            """
            CREATE TABLE job (
              key {key},
              plan {integer} NOT NULL UNIQUE REFERENCES plan,
              submission {bytes} NOT NULL,
              submitted {integer} NOT NULL,
              total {integer} NOT NULL)\
            """,
            """
            CREATE TABLE queued_cell (
              key {key},
              job {integer} NOT NULL REFERENCES job,
              cell {bytes} NOT NULL)\
            """,
            """
            CREATE TABLE queued (
              key {key},
              job {integer} NOT NULL REFERENCES job,
              run {text} NOT NULL,
              cell {integer} NOT NULL REFERENCES queued_cell,
              seed {integer} NOT NULL,
              UNIQUE (job, run))\
            """,
            """
            CREATE TABLE launch (
              key {key},
              job {integer} NOT NULL REFERENCES job,
              launcher {text} NOT NULL,
              handle {text} NOT NULL,
              workers {integer} NOT NULL,
              started {integer} NOT NULL)\
            """,
            "CREATE TABLE worker (holder {text} PRIMARY KEY, host {text} NOT NULL, name {text} NOT NULL)",
            "CREATE TABLE stored_file (sha256 {text} PRIMARY KEY)",
            """
            CREATE TABLE file_part (
              sha256 {text} NOT NULL,
              part {integer} NOT NULL,
              contents {bytes} NOT NULL,
              PRIMARY KEY (sha256, part)){clustered}\
            """);

    /** Deletes jobs that are over, and then what belongs to no job. */
    static final List<String> CLEANUP = List.of(
            "DELETE FROM queued_cell WHERE key NOT IN (SELECT cell FROM queued)",
            "DELETE FROM job WHERE key NOT IN (SELECT job FROM queued UNION SELECT job FROM launch)",
            "DELETE FROM worker WHERE holder NOT IN (SELECT holder FROM claim)",
            "DELETE FROM stored_file WHERE NOT EXISTS (SELECT 1 FROM job)",
            "DELETE FROM file_part WHERE NOT EXISTS (SELECT 1 FROM job)");

    /** Bytes of a file in one row. */
    private static final int PART_BYTES = 4 << 20;

    private final Transactions transactions;
    private final Database database;
    private final Leases leases;
    private final Labels labels;
    private final StoredRunReader reader;

    SqlJobQueue(Transactions transactions, Database database, Leases leases, Labels labels, StoredRunReader reader) {
        this.transactions = transactions;
        this.database = database;
        this.leases = leases;
        this.labels = labels;
        this.reader = reader;
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Connection connection() {
        return database.connection();
    }

    private <T> List<T> select(String sql, Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement select = connection().prepareStatement(sql)) {
            set(select, values);
            try (ResultSet rows = select.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (values[i] instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, (String) values[i]);
            }
        }
    }

    @Override
    public long submit(Submission submission, long plan, List<QueuedRun> runs) {
        return transactions.run(Purpose.WRITE, () -> {
            update(
                    "INSERT INTO job (plan, submission, submitted, total) VALUES (?, ?, " + database.now() + ", 0)"
                            + " ON CONFLICT (plan) DO UPDATE SET submission = excluded.submission,"
                            + " submitted = excluded.submitted",
                    plan,
                    QueueCodec.encode(submission));
            long job = select("SELECT key FROM job WHERE plan = ?", r -> r.getLong(1), plan)
                    .get(0);
            Map<QueuedCell, Long> cells = new IdentityHashMap<>();
            int before = count(job);
            try (PreparedStatement insert = connection()
                    .prepareStatement("INSERT INTO queued (job, run, cell, seed) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (job, run) DO NOTHING")) {
                for (QueuedRun run : runs) {
                    Long cell = cells.get(run.cell());
                    if (cell == null) {
                        cell = insertCell(job, run.cell());
                        cells.put(run.cell(), cell);
                    }
                    set(insert, job, run.id(), cell, run.seed());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            update("UPDATE job SET total = total + ? WHERE key = ?", count(job) - before, job);
            return job;
        });
    }

    private long insertCell(long job, QueuedCell cell) throws SQLException {
        update("INSERT INTO queued_cell (job, cell) VALUES (?, ?)", job, QueueCodec.encode(cell));
        return select("SELECT max(key) FROM queued_cell WHERE job = ?", r -> r.getLong(1), job)
                .get(0);
    }

    private int count(long job) throws SQLException {
        return select("SELECT count(*) FROM queued WHERE job = ?", r -> r.getInt(1), job)
                .get(0);
    }

    @Override
    public List<Job> jobs() {
        return transactions.run(
                Purpose.READ,
                () -> select(
                        "SELECT j.key, j.submission, j.plan, j.submitted, j.total,"
                                + " (SELECT count(*) FROM queued q WHERE q.job = j.key) FROM job j ORDER BY j.key",
                        r -> new Job(
                                r.getLong(1),
                                QueueCodec.decodeSubmission(r.getBytes(2)),
                                r.getLong(3),
                                r.getLong(4),
                                r.getInt(5),
                                r.getInt(6))));
    }

    /** A row of the queue. */
    private record Waiting(String run, long cell, long seed, boolean stored) {}

    private record Held(Waiting waiting, String holder, long age) {}

    private static final String WAITING = "SELECT q.run, q.cell, q.seed,"
            + " EXISTS (SELECT 1 FROM run r WHERE r.id = q.run AND r.outcome <> 'FAILED')";

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4));
    }

    @Override
    public List<QueuedRun> claim(long job, int most, Collection<String> stored) {
        return transactions.run(Purpose.SAVE, () -> {
            remove(job, stored);
            Map<Long, QueuedCell> cells = new HashMap<>();
            List<QueuedRun> claimed = new ArrayList<>();
            boolean more = true;
            while (more && claimed.size() < most) {
                List<Waiting> next = free(job, most - claimed.size());
                more = !next.isEmpty();
                Set<String> done = reader.doneNow(
                        next.stream().filter(Waiting::stored).map(Waiting::run).toList());
                Set<String> mine = leases.claim(next.stream()
                        .map(Waiting::run)
                        .filter(id -> !done.contains(id))
                        .toList());
                // Another process may have saved a run, and ended its claim, after the first look.
                Set<String> doneSince = reader.doneNow(mine);
                leases.release(doneSince);
                done.addAll(doneSince);
                List<RunLabel> ended = new ArrayList<>();
                for (Waiting w : next) {
                    QueuedRun run = new QueuedRun(w.run(), cell(w.cell(), cells), w.seed());
                    if (done.contains(w.run())) {
                        ended.add(RunLabel.of(run, plan(job)));
                    } else if (mine.contains(w.run())) {
                        claimed.add(run);
                    }
                }
                labels.add(ended);
                remove(job, done);
            }
            return claimed;
        });
    }

    /** Returns runs that no live process has claimed: those without a claim first, then those of dead processes. */
    private List<Waiting> free(long job, int most) throws SQLException {
        List<Waiting> free = select(
                WAITING + " FROM queued q WHERE q.job = ? AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.run = q.run)"
                        + " ORDER BY q.key LIMIT ?" + database.skippingLocked("q"),
                SqlJobQueue::waiting,
                job,
                most);
        if (!free.isEmpty()) {
            return free;
        }
        return select(
                        WAITING + ", c.holder, " + database.now() + " - c.renewed"
                                + " FROM queued q JOIN claim c ON c.run = q.run WHERE q.job = ? ORDER BY q.key",
                        r -> new Held(waiting(r), r.getString(5), r.getLong(6)),
                        job)
                .stream()
                .filter(h -> !leases.isHeldHere(h.holder()) && !Leases.isActive(h.holder(), h.age()))
                .map(Held::waiting)
                .limit(most)
                .toList();
    }

    private QueuedCell cell(long key, Map<Long, QueuedCell> known) throws SQLException {
        QueuedCell cell = known.get(key);
        if (cell == null) {
            cell = QueueCodec.decodeCell(select("SELECT cell FROM queued_cell WHERE key = ?", r -> r.getBytes(1), key)
                    .get(0));
            known.put(key, cell);
        }
        return cell;
    }

    private long plan(long job) throws SQLException {
        return select("SELECT plan FROM job WHERE key = ?", r -> r.getLong(1), job)
                .get(0);
    }

    private void remove(long job, Collection<String> runs) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection().prepareStatement("DELETE FROM queued WHERE job = ? AND run = ?")) {
            for (String run : runs) {
                set(delete, job, run);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    @Override
    public void release(Collection<String> ids) {
        transactions.run(Purpose.CLAIM, () -> {
            leases.release(ids);
            return null;
        });
    }

    @Override
    public List<String> remaining(long job) {
        return transactions.run(
                Purpose.READ,
                () -> select("SELECT run FROM queued WHERE job = ? ORDER BY key", r -> r.getString(1), job));
    }

    @Override
    public int cancel(long job) {
        return transactions.run(Purpose.WRITE, () -> {
            int removed = update("DELETE FROM queued WHERE job = ?", job);
            update("DELETE FROM queued_cell WHERE job = ?", job);
            update("UPDATE job SET total = 0 WHERE key = ?", job);
            return removed;
        });
    }

    @Override
    public long addLaunch(long job, String launcher, String handle, int workers) {
        return transactions.run(Purpose.WRITE, () -> {
            update(
                    "INSERT INTO launch (job, launcher, handle, workers, started) VALUES (?, ?, ?, ?, " + database.now()
                            + ")",
                    job,
                    launcher,
                    handle,
                    workers);
            return select("SELECT max(key) FROM launch WHERE job = ?", r -> r.getLong(1), job)
                    .get(0);
        });
    }

    @Override
    public List<Launch> launches(long job) {
        return transactions.run(
                Purpose.READ,
                () -> select(
                        "SELECT key, launcher, handle, workers, started FROM launch WHERE job = ? ORDER BY key",
                        r -> new Launch(r.getLong(1), r.getString(2), r.getString(3), r.getInt(4), r.getLong(5)),
                        job));
    }

    @Override
    public void removeLaunch(long launch) {
        transactions.run(Purpose.WRITE, () -> update("DELETE FROM launch WHERE key = ?", launch));
    }

    @Override
    public void register(String host, String name) {
        transactions.run(
                Purpose.WRITE,
                () -> update(
                        "INSERT INTO worker (holder, host, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        leases.holder(),
                        host,
                        name));
    }

    @Override
    public List<WorkerProcess> workers() {
        return transactions.run(Purpose.READ, () -> {
            Map<String, WorkerProcess> byHolder = new LinkedHashMap<>();
            Map<String, TreeSet<String>> runs = new HashMap<>();
            select(
                    "SELECT c.holder, c.run, " + database.now() + " - c.renewed, coalesce(w.host, ''),"
                            + " coalesce(w.name, '') FROM claim c LEFT JOIN worker w ON w.holder = c.holder"
                            + " ORDER BY w.host, w.name, c.holder",
                    r -> {
                        if (Leases.isActive(r.getString(1), r.getLong(3))) {
                            byHolder.putIfAbsent(
                                    r.getString(1), new WorkerProcess(r.getString(4), r.getString(5), new TreeSet<>()));
                            runs.computeIfAbsent(r.getString(1), k -> new TreeSet<>())
                                    .add(r.getString(2));
                        }
                        return null;
                    });
            return byHolder.entrySet().stream()
                    .map(e ->
                            new WorkerProcess(e.getValue().host(), e.getValue().name(), runs.get(e.getKey())))
                    .toList();
        });
    }

    @Override
    public boolean keepsFiles() {
        return database.isShared();
    }

    @Override
    public boolean hasFile(String sha256) {
        return transactions.run(
                Purpose.READ,
                () -> !select("SELECT 1 FROM stored_file WHERE sha256 = ?", r -> 1, sha256)
                        .isEmpty());
    }

    @Override
    public void putFile(String sha256, InputStream contents) throws IOException {
        DigestInputStream in = new DigestInputStream(contents, sha256());
        byte[] bytes = in.readNBytes(PART_BYTES);
        for (int part = 0; part == 0 || bytes.length > 0; part++) {
            putPart(sha256, part, bytes);
            bytes = in.readNBytes(PART_BYTES);
        }
        String found = HexFormat.of().formatHex(in.getMessageDigest().digest());
        if (!found.equals(sha256)) {
            throw new IOException("the contents have the SHA-256 " + found + ", and not " + sha256 + " as before");
        }
        transactions.run(
                Purpose.WRITE,
                () -> update("INSERT INTO stored_file (sha256) VALUES (?) ON CONFLICT DO NOTHING", sha256));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Each part is a transaction of its own, so that a large file does not delay runs that are stored meanwhile. */
    private void putPart(String sha256, int part, byte[] bytes) {
        transactions.run(
                Purpose.WRITE,
                () -> update(
                        "INSERT INTO file_part (sha256, part, contents) VALUES (?, ?, ?)"
                                + " ON CONFLICT (sha256, part) DO UPDATE SET contents = excluded.contents",
                        sha256,
                        part,
                        bytes));
    }

    @Override
    public boolean copyFile(String sha256, OutputStream to) throws IOException {
        if (!hasFile(sha256)) {
            return false;
        }
        List<Integer> parts = transactions.run(
                Purpose.READ,
                () -> select("SELECT part FROM file_part WHERE sha256 = ? ORDER BY part", r -> r.getInt(1), sha256));
        for (int part : parts) {
            Optional<byte[]> bytes = transactions.run(
                    Purpose.READ,
                    () -> select(
                                    "SELECT contents FROM file_part WHERE sha256 = ? AND part = ?",
                                    r -> r.getBytes(1),
                                    sha256,
                                    part)
                            .stream()
                            .findFirst());
            if (bytes.isPresent()) {
                to.write(bytes.get());
            }
        }
        return true;
    }
}
