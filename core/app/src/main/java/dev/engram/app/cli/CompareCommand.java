package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.run.Plan;
import dev.engram.app.run.Workbench;
import dev.engram.app.run.Workbench.Unrunnable;
import dev.engram.app.run.WorkbenchModule;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.spec.Suite;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compare", description = "Prints the comparison of a suite again, from the store. Runs nothing.", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The suite.")
  private Path file;

  @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Overrides a value of the suite, as it was run; may be repeated.")
  private List<String> sets = new ArrayList<>();

  @Mixin private SuiteOptions plugins;
  @Mixin private StoreOptions store;
  @Mixin private FormatOptions format;

  CompareCommand(Console console) {
    this.console = console;
  }

  /** Cells that cannot exist are known from looking at them, and only one that was never run can be such a one. */
  private static Plan possible(Workbench bench, Plan plan, Set<String> done) throws Unrunnable {
    if (plan.suite().impossible() != Suite.Impossible.SKIP) {
      return plan;
    }
    return bench.check(plan, plan.byCell().values().stream().filter(items -> items.stream().noneMatch(i -> done.contains(i.id())))
        .map(items -> items.get(0)).toList()).plan();
  }

  @Override
  public Integer call() throws Unrunnable {
    try (Plugins loaded = plugins.load()) {
      Workbench bench = WorkbenchModule.workbench(loaded);
      Plan plan = bench.plan(file, sets);
      if (!store.exists()) {
        throw Refused.because("there is no store " + store.shown() + "; engram run " + file + " makes one");
      }
      try (Store runs = store.open()) {
        Set<String> done = runs.done(plan.ids());
        if (runs.find(plan.ids()).isEmpty()) {
          throw Refused.because("no run of " + file + " is in " + store.shown() + "; engram run " + file + " makes them"
              + " (what it was told with --set belongs here, too)");
        }
        format.print(bench.results(possible(bench, plan, done), runs), console);
        return ExitCode.OK;
      } catch (StoreException e) {
        throw Refused.because(e.getMessage());
      }
    }
  }
}
