package dev.engram.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables. Measurements are plain rows, so that any SQL tool can read them (view {@code measurements}); they are
 * small because series and all longer texts, which repeat over seeds, are coded by a number.
 */
final class Schema {
  /** "Engr" in ASCII, in SQLite's application_id. */
  static final int APPLICATION_ID = 0x456E6772;
  /** To be raised with each change of the tables, in SQLite's user_version. */
  static final int VERSION = 1;

  private static final List<String> TABLES = List.of(
      "CREATE TABLE text (key INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE)",
      """
      CREATE TABLE run (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        suite INTEGER NOT NULL REFERENCES text,
        cell INTEGER NOT NULL REFERENCES text,
        seed INTEGER NOT NULL,
        spec INTEGER NOT NULL REFERENCES text,
        outcome TEXT NOT NULL CHECK (outcome IN ('FINISHED', 'STOPPED_EARLY', 'DIVERGED', 'FAILED')),
        reason TEXT NOT NULL,
        hash TEXT NOT NULL,
        steps INTEGER NOT NULL,
        examples INTEGER NOT NULL,
        seconds,
        multiply_adds INTEGER NOT NULL,
        state_bytes INTEGER NOT NULL)""",
      """
      CREATE TABLE provenance (
        run INTEGER NOT NULL REFERENCES run,
        name INTEGER NOT NULL REFERENCES text,
        value INTEGER NOT NULL REFERENCES text,
        PRIMARY KEY (run, name)) WITHOUT ROWID""",
      """
      CREATE TABLE series (
        key INTEGER PRIMARY KEY,
        phase TEXT NOT NULL,
        metric TEXT NOT NULL,
        UNIQUE (phase, metric))""",
      // No type on the floating-point columns: with REAL, SQLite would turn -0.0 into 0. NULL stands for NaN.
      """
      CREATE TABLE measurement (
        run INTEGER NOT NULL REFERENCES run,
        ordinal INTEGER NOT NULL,
        series INTEGER NOT NULL REFERENCES series,
        step INTEGER NOT NULL,
        epoch,
        value,
        PRIMARY KEY (run, ordinal)) WITHOUT ROWID""",
      """
      CREATE TABLE label (
        suite INTEGER NOT NULL REFERENCES text,
        cell INTEGER NOT NULL REFERENCES text,
        run INTEGER NOT NULL REFERENCES run,
        PRIMARY KEY (suite, cell, run)) WITHOUT ROWID""",
      """
      CREATE VIEW measurements AS
        SELECT s.value AS suite, c.value AS cell, r.seed, r.id, r.outcome,
          m.step, m.epoch, n.phase, n.metric, m.value
        FROM label l JOIN text s ON s.key = l.suite JOIN text c ON c.key = l.cell JOIN run r ON r.key = l.run
          JOIN measurement m ON m.run = r.key JOIN series n ON n.key = m.series""",
      "PRAGMA application_id = " + APPLICATION_ID,
      "PRAGMA user_version = " + VERSION);

  private Schema() {}

  /** Is there nothing in it yet? If there is, it must be a store that we can read. In a transaction: it asks thrice. */
  static boolean isNew(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int id = number(statement, "PRAGMA application_id");
      int version = number(statement, "PRAGMA user_version");
      if (id == 0 && version == 0 && number(statement, "SELECT count(*) FROM sqlite_schema") == 0) {
        return true;
      }
      check(file, id, version);
      return false;
    }
  }

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : TABLES) {
        statement.execute(sql);
      }
    }
  }

  static void check(Path file, int id, int version) {
    if (id != APPLICATION_ID) {
      throw StoreFile.foreign(file);
    }
    if (version > VERSION) {
      throw new StoreException(file + " is of version " + version + ", written by a newer Engram; this one reads"
          + " version " + VERSION + ": use the newer one, or name another file");
    }
    if (version < VERSION) {
      throw new StoreException(file + " says that it is of version " + version + ", which never was; restore it from a"
          + " copy, or name another file");
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
