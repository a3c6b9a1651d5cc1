package dev.engram.app.run;

import dev.engram.app.logging.QuietConsole;
import dev.engram.engine.run.Cost;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.train.Runner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out runs, each on one thread, and keeps what they leave behind. Other processes may do the same beside it. */
public final class Execution {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
  /** Six times within the lease of a claim. */
  private static final long RENEWAL_SECONDS = 10;

  private final Runner runner;
  private final Store store;
  private final Map<String, String> provenance;
  private final Settings settings;
  private final Set<Attendance> underWay = ConcurrentHashMap.newKeySet();
  /** Runs that a full memory ended while others were under way. */
  private final Queue<Plan.Item> crowded = new ConcurrentLinkedQueue<>();

  public Execution(Runner runner, Store store, Map<String, String> provenance, Settings settings) {
    this.runner = runner;
    this.store = store;
    this.provenance = provenance;
    this.settings = settings;
  }

  /**
   * What changes no result.
   *
   * @param workers runs under way at one time
   * @param limit time that a run may take; empty: as long as it needs
   * @param checkpoints time between the checkpoints of a run
   * @param predictions is it kept what classifiers said of each test example?
   */
  public record Settings(int workers, Optional<Duration> limit, Duration checkpoints, boolean predictions) {
    /** The same as a suite wants it. */
    public Settings keeping(boolean predictionsToo) {
      return new Settings(workers, limit, checkpoints, predictionsToo);
    }
  }

  /** Told as it goes; from several threads. */
  public interface Watcher {
    void advanced(Plan.Item item, long steps);

    void ended(Plan.Item item, Run run);

    /** Another process has the run under way. */
    void waiting(Plan.Item item);
  }

  /**
   * Runs all items that no other process runs, and waits for the others. A run that throws, or takes longer than the
   * limit, is recorded as failed and does not stop the others; a store that cannot keep a run stops them all. Runs that
   * a full memory ended are tried again at the end, one by one: whose fault it was is only seen when a run is alone.
   *
   * @throws StoreException where a run could not be kept
   */
  public void run(String suite, List<Plan.Item> items, Watcher watcher) throws InterruptedException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "clock"));
    long checkpoints = settings.checkpoints().toMillis();
    clock.scheduleAtFixedRate(this::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
    clock.scheduleAtFixedRate(() -> underWay.forEach(Attendance::due), checkpoints, checkpoints, TimeUnit.MILLISECONDS);
    try {
      int workers = Math.min(settings.workers(), items.size());
      work(suite, new Agenda(store, items), workers, watcher);
      List<Plan.Item> again = List.copyOf(crowded);
      if (!again.isEmpty()) {
        LOG.info("{} runs for which the memory was too small are tried again, one by one", again.size());
        work(suite, new Agenda(store, again), 1, watcher);
      }
    } finally {
      clock.shutdownNow();
    }
  }

  private void work(String suite, Agenda agenda, int workers, Watcher watcher) throws InterruptedException {
    AtomicInteger names = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(workers, task -> daemon(task, "worker-" + names.incrementAndGet()));
    try {
      ExecutorCompletionService<Void> done = new ExecutorCompletionService<>(pool);
      for (int i = 0; i < workers; i++) {
        done.submit(() -> {
          for (Plan.Item item = agenda.next(watcher); item != null; item = agenda.next(watcher)) {
            one(suite, item, workers > 1, watcher);
          }
          return null;
        });
      }
      for (int i = 0; i < workers; i++) {
        finished(done.take());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread t = new Thread(task, name);
    t.setDaemon(true);
    return t;
  }

  private void renew() {
    try {
      store.renew();
    } catch (StoreException | OutOfMemoryError e) {
      LOG.info("the claims were not renewed", e); // the next time comes soon enough
    }
  }

  private static void finished(Future<Void> worker) throws InterruptedException {
    try {
      worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException s) {
        throw s;
      }
      throw new IllegalStateException("a worker stopped", e.getCause());
    }
  }

  private void one(String suite, Plan.Item item, boolean inCompany, Watcher watcher) throws InterruptedException {
    Attendance attendance = new Attendance(item, store, watcher);
    QuietConsole.inRun(item.name());
    underWay.add(attendance);
    try {
      LOG.info("started: {}", item.id());
      Run run = train(suite, item, attendance, inCompany);
      if (run != null) {
        store.save(settings.predictions() ? run : run.withoutPredictions());
        LOG.info("{}{} after {} steps, parameters {}", run.outcome().word(), run.reason().isEmpty() ? "" : " (" + run.reason() + ")",
            run.cost().steps(), run.hash());
        watcher.ended(item, run);
      }
    } catch (OutOfMemoryError e) {
      if (!inCompany) {
        throw e;
      }
      crowded.add(item);
    } finally {
      underWay.remove(attendance);
      QuietConsole.outsideRuns();
    }
  }

  /** Null where the run is to be tried again when it is alone. */
  private Run train(String suite, Plan.Item item, Attendance attendance, boolean inCompany) throws InterruptedException {
    Runner.RunId runId = new Runner.RunId(item.id(), suite, item.cell().name(), item.seed());
    String reason;
    try {
      return Limited.call("run " + item.name(), settings.limit(), () -> {
        QuietConsole.inRun(item.name());
        return runner.run(runId, item.cell().spec(), provenance, attendance);
      });
    } catch (Limited.TimeOver e) {
      attendance.giveUp();
      reason = e.getMessage();
    } catch (ExecutionException e) {
      // Whatever a component throws: its fault ends its own run, with the reason on record; the log has the whole story.
      LOG.info("failed", e.getCause());
      if (e.getCause() instanceof StoreException s) {
        throw s;
      }
      if (inCompany && memory(e)) {
        crowded.add(item);
        return null;
      }
      reason = reason(e.getCause());
    }
    return new Run(runId.id(), suite, runId.cell(), runId.seed(), item.cell().spec().text(), Outcome.FAILED, reason, "",
        new Cost(attendance.seen(), 0, 0, 0, 0), provenance, List.of());
  }

  private static boolean memory(Throwable e) {
    return e != null && (e instanceof OutOfMemoryError || memory(e.getCause()));
  }

  /** What was thrown, and where: enough to find it in a stranger's component. */
  static String reason(Throwable e) {
    String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    String says = e.getMessage() == null ? "" : ": " + e.getMessage().replace('\0', ' '); // which not every database takes
    return e.getClass().getSimpleName() + says + at;
  }
}
