package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.logging.QuietConsole;
import dev.engram.app.run.Plan;
import dev.engram.app.run.Progress;
import dev.engram.app.run.Workbench;
import dev.engram.app.run.Workbench.Unrunnable;
import dev.engram.app.run.WorkbenchModule;
import dev.engram.engine.kernel.WarmUp;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Runs a suite and prints its comparison. What is in the store already is not run again.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The suite.")
  private Path file;

  @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Overrides a value of the suite, such as training.epochs=5; may be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--workers", paramLabel = "N", description = "Runs under way at one time (default: as many as there are cores).")
  private int workers = Runtime.getRuntime().availableProcessors();

  @Mixin private SuiteOptions plugins;
  @Mixin private StoreOptions store;
  @Mixin private FormatOptions format;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, Unrunnable {
    if (workers < 1) {
      throw Refused.because("--workers " + workers + ": at least one is needed");
    }
    // Where there is no store yet, all runs are to be made.
    Optional<WarmUp> warmUp = store.exists() ? Optional.empty() : Optional.of(WarmUp.start());
    try (Plugins loaded = plugins.load()) {
      Workbench bench = WorkbenchModule.workbench(loaded);
      Plan plan = bench.plan(file, sets);
      // A suite that cannot be run leaves no new store behind.
      Map<String, Long> steps = store.exists() ? Map.of() : bench.check(plan.items());
      if (!steps.isEmpty()) {
        store.makeOut();
      }
      warmUp.ifPresent(WarmUp::stop);
      try (Store runs = store.open()) {
        return run(bench, plan, steps, runs);
      }
    }
  }

  private int run(Workbench bench, Plan plan, Map<String, Long> known, Store runs) throws InterruptedException, Unrunnable {
    try {
      Set<String> done = done(plan, runs);
      List<Plan.Item> pending = plan.items().stream().filter(i -> !done.contains(i.id())).toList();
      Map<String, Long> steps = known.isEmpty() ? bench.check(pending) : known;
      if (!pending.isEmpty()) {
        store.makeOut();
      }
      bench.label(plan, done, runs);
      if (pending.isEmpty()) {
        console.err().println(Amount.of(plan.items().size(), "run") + (plan.items().size() == 1 ? ", done before." : ", all done before."));
      } else {
        execute(bench, plan, pending, steps, runs);
      }
      format.print(bench.results(plan, runs), console);
      return runs.find(plan.ids()).stream().map(Run::outcome).anyMatch(o -> o == Outcome.FAILED) ? ExitCode.FAILED : ExitCode.OK;
    } catch (StoreException e) {
      console.err().println("engram: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** The first look into the store: what is wrong with it shows before anything is run. */
  private static Set<String> done(Plan plan, Store runs) {
    try {
      return runs.done(plan.ids());
    } catch (StoreException e) {
      throw Refused.because(e.getMessage());
    }
  }

  private void execute(Workbench bench, Plan plan, List<Plan.Item> pending, Map<String, Long> steps, Store runs) throws InterruptedException {
    int before = plan.items().size() - pending.size();
    console.err().println(plan.suite().name() + ": " + Amount.of(plan.suite().cells().size(), "cell") + " x " + Amount.of(plan.suite().seeds().size(), "seed") + ", "
        + Amount.of(pending.size(), "run") + (before > 0 ? " (" + before + " more done before)" : "") + " on "
        + Amount.of(Math.min(workers, pending.size()), "worker"));
    QuietConsole.alsoTo(store.log());
    long total = pending.stream().mapToLong(i -> steps.get(i.cell().name())).sum();
    try (Progress progress = Progress.on(console, pending.size(), total)) {
      bench.execution(runs).run(plan.suite().name(), pending, workers, progress);
    }
  }
}
