package dev.engram.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store in a database. One connection, one lock: a transaction takes about a millisecond, far less than a run. */
final class SqlStore implements Store {
  private final Database database;
  private final RunReader reader;
  private final RunWriter writer;
  private final Claims claims;
  private final Upkeep upkeep;

  SqlStore(Database database) {
    this.database = database;
    Connection connection = database.connection();
    reader = new RunReader(connection);
    writer = new RunWriter(connection);
    claims = new Claims(connection, database.now());
    upkeep = new Upkeep(connection);
  }

  @Override
  public Set<String> done(Collection<String> ids) {
    return transaction(false, () -> reader.done(ids));
  }

  @Override
  public Map<String, Predictions> predictions(Collection<String> ids) {
    return transaction(false, () -> reader.predictions(ids));
  }

  @Override
  public Optional<Run> find(String id) {
    return find(List.of(id)).stream().findFirst();
  }

  @Override
  public List<Run> find(Collection<String> ids) {
    return transaction(false, () -> reader.runs(ids));
  }

  @Override
  public Map<String, Cost> costs(Collection<String> ids) {
    return transaction(false, () -> reader.costs(ids));
  }

  @Override
  public List<String> ids(String prefix) {
    return transaction(false, () -> reader.ids(prefix));
  }

  @Override
  public void save(Run run) {
    transaction(true, () -> {
      String conflict = writer.save(run);
      if (!conflict.isEmpty()) {
        throw new StoreException("run " + run.id() + " is in " + database.name() + " with the final parameters "
            + conflict + ", but now ended with " + run.hash() + "; the stored one was kept: engram replay " + run.id()
            + " shows which is right");
      }
      claims.release(run.id());
      if (run.outcome() != Outcome.FAILED) {
        upkeep.dropCheckpoint(run.id());
      }
      return null;
    });
  }

  @Override
  public void label(Collection<Label> labels) {
    transaction(true, () -> {
      for (Label label : labels) {
        if (!writer.label(label)) {
          throw new StoreException("run " + label.id() + " of cell '" + label.cell() + "' is not in " + database.name()
              + "; run the suite first");
        }
      }
      return null;
    });
  }

  @Override
  public List<Label> labels(String suite) {
    return transaction(false, () -> reader.labels(suite));
  }

  @Override
  public List<String> suites() {
    return transaction(false, reader::suites);
  }

  @Override
  public Claim claim(String id) {
    return transaction(true, () -> reader.done(List.of(id)).isEmpty() ? claims.claim(id) : Claim.DONE);
  }

  @Override
  public void release(String id) {
    transaction(true, () -> {
      claims.release(id);
      return null;
    });
  }

  @Override
  public void renew() {
    transaction(true, () -> {
      claims.renew();
      return null;
    });
  }

  @Override
  public List<String> claimed() {
    return transaction(false, claims::living);
  }

  @Override
  public void keep(String id, byte[] checkpoint) {
    transaction(true, () -> {
      upkeep.keepCheckpoint(id, checkpoint);
      return null;
    });
  }

  @Override
  public Optional<byte[]> checkpoint(String id) {
    return transaction(false, () -> upkeep.checkpoint(id));
  }

  @Override
  public void delete(Collection<String> ids) {
    transaction(true, () -> {
      for (String id : ids) {
        upkeep.delete(id);
      }
      return null;
    });
  }

  @Override
  public synchronized int tidy() {
    int dropped = transaction(true, () -> {
      claims.forgetDead();
      return upkeep.dropUnused();
    });
    try {
      database.compact();
    } catch (SQLException e) {
      throw database.trouble(e);
    }
    return dropped;
  }

  @Override
  public List<String> faults() {
    return transaction(false, () -> {
      List<String> faults = new ArrayList<>(database.faults());
      faults.addAll(upkeep.faults());
      faults.addAll(reader.damagedPredictions());
      return List.copyOf(faults);
    });
  }

  @Override
  public synchronized void close() {
    try {
      if (!database.connection().isClosed()) {
        try {
          if (claims.any()) {
            inTransaction(true, () -> {
              claims.releaseAll();
              return null;
            });
          }
        } catch (SQLException fullDisk) {
          // Nothing can be written, and nothing need be: claims end with their process as well.
        } finally {
          database.connection().close();
        }
      }
    } catch (SQLException e) {
      throw database.trouble(e);
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private synchronized <T> T transaction(boolean write, Work<T> work) {
    try {
      if (database.connection().isClosed()) {
        throw new IllegalStateException("the store " + database.name() + " is closed");
      }
      return inTransaction(write, work);
    } catch (SQLException e) {
      throw database.trouble(e);
    }
  }

  private <T> T inTransaction(boolean write, Work<T> work) throws SQLException {
    database.begin(write);
    try {
      T result = work.run();
      database.commit();
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      try {
        database.rollback();
      } catch (SQLException r) {
        // After some errors, such as a full disk, the database has rolled back by itself.
        e.addSuppressed(r);
      }
      throw e;
    }
  }
}
