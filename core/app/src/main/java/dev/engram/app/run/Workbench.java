package dev.engram.app.run;

import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What commands work with once the plugins are loaded: from a suite's file to its plan, its runs and its comparison. */
public final class Workbench {
  private final SuiteReader reader;
  private final Planner planner;
  private final Runner runner;
  private final Results results;
  private final Map<String, String> provenance;

  Workbench(SuiteReader reader, Planner planner, Runner runner, Results results, Map<String, String> provenance) {
    this.reader = reader;
    this.planner = planner;
    this.runner = runner;
    this.results = results;
    this.provenance = provenance;
  }

  /** The input cannot be run, and why. */
  public static final class Unrunnable extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    Unrunnable(List<Problem> problems) {
      super(problems.size() + " problems");
      this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
      return problems;
    }
  }

  /** Reads a suite and finds its runs. */
  public Plan plan(Path file, List<String> sets) throws Unrunnable {
    List<Problem> problems = new ArrayList<>();
    try {
      Suite suite = reader.read(file, sets);
      problems.addAll(Linter.unknownRules(suite));
      Plan plan = planner.plan(suite, problems);
      if (problems.isEmpty()) {
        return plan;
      }
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
    }
    throw new Unrunnable(problems);
  }

  /** Makes sure that all runs can be put together and say how much work they are: a component that throws is a problem, too. */
  public Planner.Checked check(Plan plan, List<Plan.Item> items) throws Unrunnable {
    Planner.Checked checked = check(plan, items, Optional.empty());
    if (!checked.broken().isEmpty()) {
      throw new Unrunnable(checked.broken());
    }
    return checked;
  }

  /**
   * Makes sure that runs can be put together, and says how much work they are. Where a component throws, its runs will fail, and the
   * others can be made.
   *
   * @param limit time that this may take for one cell; empty: as long as it needs
   */
  public Planner.Checked check(Plan plan, List<Plan.Item> items, Optional<Duration> limit) throws Unrunnable {
    List<Problem> problems = new ArrayList<>();
    Planner.Checked checked = planner.check(plan, items, limit, problems);
    if (!problems.isEmpty()) {
      throw new Unrunnable(problems);
    }
    return checked;
  }

  /** What is doubtful about the protocol of a suite and about its data, before anything is run. */
  public List<Warning> warnings(Plan plan, Planner.Checked checked) {
    List<Warning> all = new ArrayList<>(Linter.lint(plan.suite(), Optional.empty()));
    all.addAll(checked.doubts());
    return List.copyOf(all);
  }

  /**
   * How long runs will take.
   *
   * @param store empty where there is none yet
   */
  public Forecast forecast(Planner.Checked checked, Optional<Store> store) {
    return store.map(s -> Forecast.of(checked.plan(), checked.sizes(), s)).orElse(Forecast.ofNothing(checked.sizes()));
  }

  /** Lets the store know under which names of this suite runs are known that were made for another. */
  public void label(Plan plan, Set<String> done, Store store) {
    Set<RunLabel> labels = plan.items().stream().filter(i -> done.contains(i.id()))
        .map(i -> new RunLabel(plan.suite().name(), i.cell().name(), i.id())).collect(Collectors.toCollection(LinkedHashSet::new));
    labels.removeAll(Set.copyOf(store.labels(plan.suite().name())));
    if (!labels.isEmpty()) {
      store.label(labels);
    }
  }

  public SuiteComparison results(Plan plan, Store store) {
    return evidence(plan, store).results();
  }

  /** What the store has on a suite: its comparisons, and the runs that they are made of. */
  public Evidence evidence(Plan plan, Store store) {
    return evidence(plan, Archive.of(store));
  }

  public Evidence evidence(Plan plan, Archive store) {
    if (plan.suite().tuning().isEmpty()) {
      return results.of(plan, store, Optional.empty());
    }
    Standing standing = new Tuner(planner, results).standing(plan, Optional.of(store));
    return results.of(standing.plan(), store, Optional.of(standing.tuningSummary()));
  }

  /**
   * How far the tuning of a suite has come.
   *
   * @param store empty where there is none yet
   */
  public Standing standing(Plan plan, Optional<Store> store) {
    return new Tuner(planner, results).standing(plan, store.map(Archive::of));
  }

  /** Makes sure that trials can be put together, and says how much work each of them is. */
  public Planner.Checked checkTrials(Standing standing, List<Plan.Item> items, Optional<Duration> limit) throws Unrunnable {
    List<Problem> problems = new ArrayList<>();
    Map<String, Planner.Size> sizes = planner.trials(items, limit, problems);
    if (!problems.isEmpty()) {
      throw new Unrunnable(problems);
    }
    return new Planner.Checked(standing.trials(), sizes);
  }

  /** What a learning rule knows that is not local, with its defaults in a small network; empty where it cannot be tried out. */
  public Optional<Locality> locality(String rule) {
    return new Specimens(reader, runner).locality(rule);
  }

  /**
   * A component held to the contract of its kind, and set beside others where that tells something.
   *
   * @param told hears each finding at once: some take seconds
   */
  public void verify(Asked asked, Consumer<Finding> told) {
    new Verification(reader, runner).of(asked, told);
  }

  /** What is wrong with a component as it was asked for. */
  public List<Problem> problems(Asked asked) {
    try {
      reader.readComponent(asked.entry().kind(), asked.written(), asked.toString());
      return List.of();
    } catch (InvalidInputException e) {
      return e.problems();
    }
  }

  /** Makes a stored run again. */
  public Replay replay(Run run) throws InvalidInputException {
    return new Replay(run, reader, runner, provenance);
  }

  /** Carries out runs and keeps them in the store. */
  public Execution execution(Store store, Execution.Settings settings) {
    return new Execution(runner, store, provenance, settings);
  }
}
