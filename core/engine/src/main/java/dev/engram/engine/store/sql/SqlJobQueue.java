package dev.engram.engine.store.sql;

import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueueCodec;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.Database.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The queue in the tables of a store. */
final class SqlJobQueue implements JobQueue {
    /** Between the name of a worker and the number of its threads, in one column; earlier versions wrote no number. */
    private static final char THREADS = '\t';

    private final Transactions transactions;
    private final Database database;
    private final Leases leases;
    private final Labels labels;
    private final StoredRunReader reader;
    private final Statements statements;
    private final SqlFiles files;
    private final FreeRuns freeRuns;

    SqlJobQueue(
            Transactions transactions,
            Database database,
            Statements statements,
            Leases leases,
            Labels labels,
            StoredRunReader reader) {
        this.transactions = transactions;
        this.database = database;
        this.statements = statements;
        files = new SqlFiles(transactions, statements);
        this.leases = leases;
        freeRuns = new FreeRuns(database, statements, leases);
        this.labels = labels;
        this.reader = reader;
    }

    @Override
    public long submit(Submission submission, long plan, List<QueuedRun> runs) {
        return transactions.run(Purpose.WRITE, () -> {
            statements.update(
                    "INSERT INTO job (plan, submission, submitted, total) VALUES (?, ?, " + database.now() + ", 0)"
                            + " ON CONFLICT (plan) DO UPDATE SET submission = excluded.submission,"
                            + " submitted = excluded.submitted",
                    plan,
                    QueueCodec.encode(submission));
            long job = statements
                    .select("SELECT key FROM job WHERE plan = ?", r -> r.getLong(1), plan)
                    .get(0);
            Map<QueuedCell, Long> cells = new IdentityHashMap<>();
            int before = count(job);
            PreparedStatement insert = statements.get(
                    "INSERT INTO queued (job, run, cell, seed) VALUES (?, ?, ?, ?) ON CONFLICT (job, run) DO NOTHING");
            for (QueuedRun run : runs) {
                Long cell = cells.get(run.cell());
                if (cell == null) {
                    cell = insertCell(job, run.cell());
                    cells.put(run.cell(), cell);
                }
                Statements.set(insert, job, run.id(), cell, run.seed());
                insert.addBatch();
            }
            insert.executeBatch();
            statements.update("UPDATE job SET total = total + ? WHERE key = ?", count(job) - before, job);
            return job;
        });
    }

    private long insertCell(long job, QueuedCell cell) throws SQLException {
        statements.update("INSERT INTO queued_cell (job, cell) VALUES (?, ?)", job, QueueCodec.encode(cell));
        return statements
                .select("SELECT max(key) FROM queued_cell WHERE job = ?", r -> r.getLong(1), job)
                .get(0);
    }

    private int count(long job) throws SQLException {
        return statements
                .select("SELECT count(*) FROM queued WHERE job = ?", r -> r.getInt(1), job)
                .get(0);
    }

    @Override
    public List<Job> jobs() {
        return transactions.run(
                Purpose.READ,
                () -> statements.select(
                        "SELECT j.key, j.submission, j.plan, j.submitted, j.total,"
                                + " (SELECT count(*) FROM queued q WHERE q.job = j.key) FROM job j ORDER BY j.key",
                        r -> new Job(
                                r.getLong(1),
                                decode(r.getBytes(2), QueueCodec::decodeSubmission),
                                r.getLong(3),
                                r.getLong(4),
                                r.getInt(5),
                                r.getInt(6))));
    }

    @Override
    public List<QueuedRun> claim(long job, int most, Collection<String> stored) {
        return transactions.run(Purpose.SAVE, () -> {
            remove(job, stored);
            Map<Long, QueuedCell> cells = new HashMap<>();
            List<QueuedRun> claimed = new ArrayList<>();
            boolean more = true;
            while (more && claimed.size() < most) {
                List<FreeRuns.Waiting> next = freeRuns.first(job, most - claimed.size());
                more = !next.isEmpty();
                Set<String> done = reader.doneNow(next.stream()
                        .filter(FreeRuns.Waiting::stored)
                        .map(FreeRuns.Waiting::run)
                        .toList());
                Set<String> mine = leases.claim(next.stream()
                        .map(FreeRuns.Waiting::run)
                        .filter(id -> !done.contains(id))
                        .toList());
                // Another process may have saved a run, and ended its claim, after the first look.
                Set<String> doneSince = reader.doneNow(mine);
                leases.release(doneSince);
                done.addAll(doneSince);
                List<RunLabel> ended = new ArrayList<>();
                for (FreeRuns.Waiting w : next) {
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

    private QueuedCell cell(long key, Map<Long, QueuedCell> known) throws SQLException {
        QueuedCell cell = known.get(key);
        if (cell == null) {
            byte[] bytes = statements
                    .select("SELECT cell FROM queued_cell WHERE key = ?", r -> r.getBytes(1), key)
                    .get(0);
            cell = decode(bytes, QueueCodec::decodeCell);
            known.put(key, cell);
        }
        return cell;
    }

    private <T> T decode(byte[] bytes, Function<byte[], T> decoder) {
        try {
            return decoder.apply(bytes);
        } catch (IllegalArgumentException e) {
            throw new StoreException(database.name() + " has a queue that cannot be read: " + e.getMessage(), e);
        }
    }

    private long plan(long job) throws SQLException {
        return statements
                .select("SELECT plan FROM job WHERE key = ?", r -> r.getLong(1), job)
                .get(0);
    }

    private void remove(long job, Collection<String> runs) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        PreparedStatement delete = statements.get("DELETE FROM queued WHERE job = ? AND run = ?");
        for (String run : runs) {
            Statements.set(delete, job, run);
            delete.addBatch();
        }
        delete.executeBatch();
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
                () -> statements.select("SELECT run FROM queued WHERE job = ? ORDER BY key", r -> r.getString(1), job));
    }

    @Override
    public int cancel(long job) {
        return transactions.run(Purpose.WRITE, () -> {
            int removed = statements.update("DELETE FROM queued WHERE job = ?", job);
            statements.update("DELETE FROM queued_cell WHERE job = ?", job);
            statements.update("UPDATE job SET total = 0 WHERE key = ?", job);
            return removed;
        });
    }

    @Override
    public long addLaunch(long job, String launcher, String handle, int workers) {
        return transactions.run(Purpose.WRITE, () -> {
            statements.update(
                    "INSERT INTO launch (job, launcher, handle, workers, started) VALUES (?, ?, ?, ?, " + database.now()
                            + ")",
                    job,
                    launcher,
                    handle,
                    workers);
            return statements
                    .select("SELECT max(key) FROM launch WHERE job = ?", r -> r.getLong(1), job)
                    .get(0);
        });
    }

    @Override
    public List<Launch> launches(long job) {
        return transactions.run(
                Purpose.READ,
                () -> statements.select(
                        "SELECT key, launcher, handle, workers, started FROM launch WHERE job = ? ORDER BY key",
                        r -> new Launch(r.getLong(1), r.getString(2), r.getString(3), r.getInt(4), r.getLong(5)),
                        job));
    }

    @Override
    public void removeLaunch(long launch) {
        transactions.run(Purpose.WRITE, () -> statements.update("DELETE FROM launch WHERE key = ?", launch));
    }

    @Override
    public void register(String host, String name, int threads) {
        transactions.run(
                Purpose.WRITE,
                () -> statements.update(
                        "INSERT INTO worker (holder, host, name) VALUES (?, ?, ?)"
                                + " ON CONFLICT (holder) DO UPDATE SET name = excluded.name",
                        leases.holder(),
                        host,
                        name + THREADS + threads));
    }

    @Override
    public List<WorkerProcess> workers() {
        return transactions.run(Purpose.READ, () -> {
            Map<String, WorkerProcess> byHolder = new LinkedHashMap<>();
            Map<String, TreeSet<String>> runs = new HashMap<>();
            Leases.Holders holders = new Leases.Holders();
            statements.select(
                    "SELECT c.holder, c.run, " + database.now() + " - c.renewed, coalesce(w.host, ''),"
                            + " coalesce(w.name, '') FROM claim c LEFT JOIN worker w ON w.holder = c.holder"
                            + " ORDER BY w.host, w.name, c.holder",
                    r -> {
                        if (holders.isActive(r.getString(1), r.getLong(3))) {
                            byHolder.putIfAbsent(r.getString(1), worker(r.getString(4), r.getString(5)));
                            runs.computeIfAbsent(r.getString(1), k -> new TreeSet<>())
                                    .add(r.getString(2));
                        }
                        return null;
                    });
            return byHolder.entrySet().stream()
                    .map(e -> e.getValue().withRuns(runs.get(e.getKey())))
                    .toList();
        });
    }

    private static WorkerProcess worker(String host, String nameAndThreads) {
        int end = nameAndThreads.lastIndexOf(THREADS);
        return end < 0
                ? new WorkerProcess(host, nameAndThreads, 0, Set.of())
                : new WorkerProcess(
                        host,
                        nameAndThreads.substring(0, end),
                        Integer.parseInt(nameAndThreads.substring(end + 1)),
                        Set.of());
    }

    @Override
    public boolean keepsFiles() {
        return database.isShared();
    }

    @Override
    public boolean hasFile(String sha256) {
        return files.contains(sha256);
    }

    @Override
    public void putFile(String sha256, InputStream contents) throws IOException {
        files.put(sha256, contents);
    }

    @Override
    public boolean copyFile(String sha256, OutputStream to) throws IOException {
        return files.copy(sha256, to);
    }
}
