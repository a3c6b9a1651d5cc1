package dev.engram.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;

/**
 * A store in one SQLite file. One connection, one lock: a transaction takes about a millisecond, far less than a run.
 * The journal is a write-ahead log, so that readers and a writer in other processes do not wait for each other; with
 * {@code synchronous = NORMAL} a power failure may take the last runs, but never half of one.
 */
final class SqliteStore implements Store {
  private static final String READ = "BEGIN";
  /** Waits for the lock of the writer at the start: waiting later could be two readers waiting for each other. */
  private static final String WRITE = "BEGIN IMMEDIATE";

  private final Path file;
  private final SQLiteConnection connection;
  private final RunReader reader;
  private final RunWriter writer;

  private SqliteStore(Path file, SQLiteConnection connection) {
    this.file = file;
    this.connection = connection;
    // Not JDBC's: with this the driver leaves transactions to us. Its own always begin a next one behind a commit.
    connection.getConnectionConfig().setAutoCommit(false);
    this.reader = new RunReader(connection);
    this.writer = new RunWriter(connection);
  }

  /** Waits that long where another process holds the file. */
  static SqliteStore open(Path location, int patienceMillis) {
    Path file = location.toAbsolutePath().normalize();
    StoreFile.prepare(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(patienceMillis);
    config.enforceForeignKeys(true);
    config.setSynchronous(SynchronousMode.NORMAL);
    try {
      // As a URI: in a plain path the driver would take what follows a question mark for settings.
      Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri());
      SqliteStore store = new SqliteStore(file, (SQLiteConnection) connection);
      try {
        store.prepare();
        return store;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Trouble.of(file, e);
    }
  }

  private void prepare() throws SQLException {
    if (inTransaction(READ, () -> Schema.isNew(connection, file))) {
      inTransaction(WRITE, () -> {
        if (Schema.isNew(connection, file)) { // still: another process may have been first
          Schema.create(connection);
        }
        return null;
      });
    }
    // Only now, as a database in this mode may keep its first page, which tells what it is, out of the file itself.
    try {
      execute("PRAGMA journal_mode = WAL");
    } catch (SQLException e) {
      if (!Trouble.isBusy(e)) {
        throw e;
      }
      // Another process has just opened the new file, too, and makes this very change; either mode is safe.
    }
  }

  @Override
  public Set<String> done(Collection<String> ids) {
    return transaction(READ, () -> reader.done(ids));
  }

  @Override
  public Optional<Run> find(String id) {
    return find(List.of(id)).stream().findFirst();
  }

  @Override
  public List<Run> find(Collection<String> ids) {
    return transaction(READ, () -> reader.runs(ids));
  }

  @Override
  public Map<String, Cost> costs(Collection<String> ids) {
    return transaction(READ, () -> reader.costs(ids));
  }

  @Override
  public void save(Run run) {
    transaction(WRITE, () -> {
      String conflict = writer.save(run);
      if (!conflict.isEmpty()) {
        throw new StoreException("run " + run.id() + " is in " + file + " with the final parameters " + conflict
            + ", but now ended with " + run.hash() + "; the stored one was kept: replay it to see which is right");
      }
      return null;
    });
  }

  @Override
  public void label(Collection<Label> labels) {
    transaction(WRITE, () -> {
      for (Label label : labels) {
        if (!writer.label(label)) {
          throw new StoreException("run " + label.id() + " of cell '" + label.cell() + "' is not in " + file
              + "; run the suite first");
        }
      }
      return null;
    });
  }

  @Override
  public List<Label> labels(String suite) {
    return transaction(READ, () -> reader.labels(suite));
  }

  @Override
  public List<String> suites() {
    return transaction(READ, reader::suites);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Trouble.of(file, e);
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private synchronized <T> T transaction(String begin, Work<T> work) {
    try {
      if (connection.isClosed()) {
        throw new IllegalStateException("the store " + file + " is closed");
      }
      return inTransaction(begin, work);
    } catch (SQLException e) {
      throw Trouble.of(file, e);
    }
  }

  private <T> T inTransaction(String begin, Work<T> work) throws SQLException {
    execute(begin);
    try {
      T result = work.run();
      execute("COMMIT");
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      abandon(e);
      throw e;
    }
  }

  private void abandon(Throwable cause) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // After some errors, such as a full disk, SQLite has rolled back by itself.
      cause.addSuppressed(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
