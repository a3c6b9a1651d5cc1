package dev.engram.app.run;

import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.RunListener;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands beside one run: hands its progress on, keeps its checkpoints, and tells it when it is given up. */
final class Attendance implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

  private final Plan.Item item;
  private final Store store;
  private final Execution.Watcher watcher;
  private volatile long seen;
  private volatile boolean over;
  private volatile boolean due;
  private boolean warned;

  Attendance(Plan.Item item, Store store, Execution.Watcher watcher) {
    this.item = item;
    this.store = store;
    this.watcher = watcher;
  }

  /** The last step that is known of. */
  long seen() {
    return seen;
  }

  /** Nobody waits for it any more. */
  void giveUp() {
    over = true;
  }

  /** A checkpoint is wanted. */
  void due() {
    due = true;
  }

  @Override
  public void onProgress(long step, long total) {
    if (!over) {
      watcher.advanced(item, step - seen);
      seen = step;
    }
  }

  @Override
  public boolean isCancelled() {
    return over;
  }

  @Override
  public boolean checkpointDue() {
    return due;
  }

  /** A run that goes well is worth more than its checkpoint: where that cannot be kept, it goes on. */
  @Override
  public void saveCheckpoint(Supplier<byte[]> checkpoint) {
    due = false;
    if (over) {
      return;
    }
    String trouble;
    try {
      byte[] bytes = checkpoint.get();
      store.saveCheckpoint(item.id(), bytes);
      LOG.info("checkpoint of {} bytes", bytes.length);
      return;
    } catch (StoreException e) {
      trouble = e.getMessage();
    } catch (OutOfMemoryError e) {
      trouble = "the memory is too small for it";
    }
    if (!warned) {
      warned = true;
      LOG.warn("{}: no checkpoint was kept, so that the run cannot be resumed: {}", item.name(), trouble);
    }
  }

  @Override
  public Optional<byte[]> storedCheckpoint() {
    return store.checkpoint(item.id());
  }
}
