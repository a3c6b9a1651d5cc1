package dev.engram.app.run;

import dev.engram.engine.spec.Place;
import dev.engram.engine.spec.Problem;
import dev.engram.engine.spec.RunIdentity;
import dev.engram.engine.spec.RunSpec;
import dev.engram.engine.spec.RunSpec.Learning;
import dev.engram.engine.spec.RecipeChecks;
import dev.engram.engine.spec.Suite;
import dev.engram.engine.train.Misplaced;
import dev.engram.engine.train.Runner;
import dev.engram.spi.Misfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the runs of a suite, and whether their parts go together. */
public final class Planner {
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private final Runner runner;
  private final Contents contents = new Contents();

  public Planner(Runner runner) {
    this.runner = runner;
  }

  /** All runs; files that cannot be read become problems. */
  public Plan plan(Suite suite, List<Problem> problems) {
    List<Plan.Item> items = new ArrayList<>();
    for (long seed : suite.seeds()) {
      for (Suite.Cell cell : suite.cells()) {
        try {
          items.add(new Plan.Item(RunIdentity.of(cell.spec(), seed, contents), cell, seed));
        } catch (Misfit m) {
          String path = cell.spec().task() instanceof Learning ? "data" : "landscape";
          add(problems, cell, new Misplaced(path, m.getMessage()));
        }
      }
    }
    return new Plan(suite, items);
  }

  /** Puts one run of each cell together; returns the steps of the runs of each cell, by its name. */
  public Map<String, Long> check(List<Plan.Item> items, List<Problem> problems) {
    Map<String, Long> steps = new TreeMap<>();
    for (Plan.Item item : items) {
      Suite.Cell cell = item.cell();
      if (steps.containsKey(cell.name())) {
        continue;
      }
      Runner.Checked checked;
      try {
        checked = runner.check(cell.spec(), item.seed());
      } catch (Throwable e) {
        // Whatever a component throws: its fault, found before anything runs.
        LOG.info("cannot be started: {}", cell.name(), e);
        checked = new Runner.Checked(List.of(new Misplaced("", "the cell '" + cell.name() + "' cannot be started: " + Execution.reason(e))), 0);
      }
      steps.put(cell.name(), checked.steps());
      checked.misplaced().forEach(m -> add(problems, cell, m));
      if (checked.misplaced().isEmpty()) {
        schedules(cell, checked.steps(), problems);
      }
    }
    return steps;
  }

  private static void schedules(Suite.Cell cell, long steps, List<Problem> problems) {
    RunSpec spec = cell.spec();
    if (!spec.optimizer().constant()) {
      for (Problem p : RecipeChecks.check(spec.optimizer(), steps)) {
        problems.add(p);
      }
    }
  }

  /** The same part may stand in several cells: it is reported once. */
  private static void add(List<Problem> problems, Suite.Cell cell, Misplaced m) {
    Place place = cell.place(m.path());
    Problem p = new Problem(place, m.path(), m.reason());
    if (!problems.contains(p)) {
      problems.add(p);
    }
  }
}
