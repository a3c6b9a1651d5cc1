package dev.engram.app.run;

import dev.engram.app.logging.QuietConsole;
import dev.engram.engine.store.Cost;
import dev.engram.engine.store.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.Runner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out runs, each on one thread, and keeps what they leave behind. */
public final class Execution {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private final Runner runner;
  private final Store store;
  private final Map<String, String> provenance;

  public Execution(Runner runner, Store store, Map<String, String> provenance) {
    this.runner = runner;
    this.store = store;
    this.provenance = provenance;
  }

  /** Told as it goes; from several threads. */
  public interface Watcher {
    void advanced(Plan.Item item, long steps);

    void ended(Plan.Item item, Run run);
  }

  /**
   * Runs all items. A run that throws is recorded as failed and does not stop the others; a store that cannot keep a run
   * stops them all.
   *
   * @throws StoreException where a run could not be kept
   */
  public void run(String suite, List<Plan.Item> items, int workers, Watcher watcher) throws InterruptedException {
    AtomicInteger names = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(workers, items.size()), task -> {
      Thread t = new Thread(task, "worker-" + names.incrementAndGet());
      t.setDaemon(true);
      return t;
    });
    try {
      ExecutorCompletionService<Run> done = new ExecutorCompletionService<>(pool);
      for (Plan.Item item : items) {
        done.submit(() -> one(suite, item, watcher));
      }
      for (int i = 0; i < items.size(); i++) {
        finished(done.take());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void finished(Future<Run> run) throws InterruptedException {
    try {
      run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException s) {
        throw s;
      }
      throw new IllegalStateException("a worker stopped", e.getCause());
    }
  }

  private Run one(String suite, Plan.Item item, Watcher watcher) {
    QuietConsole.inRun(item.name());
    try {
      LOG.info("started: {}", item.id());
      Run run = train(suite, item, watcher);
      store.save(run);
      LOG.info("{}{} after {} steps, parameters {}", run.outcome().word(), run.reason().isEmpty() ? "" : " (" + run.reason() + ")",
          run.cost().steps(), run.hash());
      watcher.ended(item, run);
      return run;
    } finally {
      QuietConsole.outsideRuns();
    }
  }

  private Run train(String suite, Plan.Item item, Watcher watcher) {
    Runner.Label label = new Runner.Label(item.id(), suite, item.cell().name(), item.seed());
    long[] seen = {0};
    try {
      return runner.run(label, item.cell().spec(), provenance, (step, total) -> {
        watcher.advanced(item, step - seen[0]);
        seen[0] = step;
      });
    } catch (Throwable e) {
      // Whatever a component throws: its fault ends its own run, with the reason on record; the log has the whole story.
      LOG.info("failed", e);
      return new Run(label.id(), suite, label.cell(), label.seed(), item.cell().spec().text(), Outcome.FAILED, reason(e), "",
          new Cost(seen[0], 0, 0, 0, 0), provenance, List.of());
    }
  }

  /** What was thrown, and where: enough to find it in a stranger's component. */
  static String reason(Throwable e) {
    String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()) + at;
  }
}
