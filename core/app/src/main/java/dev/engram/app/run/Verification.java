package dev.engram.app.run;

import dev.engram.engine.plugins.Kind;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.testkit.contract.Check;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Holds a component to the contract of its kind, and sets it beside others where that tells something. */
final class Verification {
  /** Of one check: the longest of a shipped component takes some seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final SuiteReader reader;
  private final Runner runner;

  Verification(SuiteReader reader, Runner runner) {
    this.reader = reader;
    this.runner = runner;
  }

  void of(Asked asked, Consumer<Finding> told) {
    Object component;
    try {
      component = reader.readComponent(asked.entry().kind(), asked.written(), asked.toString()).get();
    } catch (InvalidInputException e) {
      Contract.ofClass(asked.entry()).forEach(c -> told.accept(finding(c, c.run())));
      told.accept(new Finding(Finding.Kind.FAIL, "it can be made: " + e.problems().get(0).message()));
      return;
    }
    if (!keeps(Contract.of(component), told)) {
      return;
    }
    if (asked.entry().kind() == Kind.OPTIMIZER) {
      new OptimizerTrials(reader, runner).of(asked).forEach(told);
    } else if (asked.entry().kind() == Kind.LEARNING_RULE) {
      new RuleTrials(reader, runner).of(asked).forEach(told);
    }
  }

  /** False where a check does not end: its thread goes on and would disturb all that follows. */
  private static boolean keeps(List<Check> checks, Consumer<Finding> told) {
    for (Check c : checks) {
      try {
        told.accept(finding(c, Limited.call("verify", Optional.of(LIMIT), c::run)));
      } catch (Limited.TimeOver e) {
        told.accept(new Finding(Finding.Kind.FAIL, c.name() + ": " + e.getMessage() + "; nothing else was looked at"));
        return false;
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(c.name() + " cannot be looked at", e);
      }
    }
    return true;
  }

  private static Finding finding(Check c, Verdict v) {
    return new Finding(switch (v.outcome()) {
      case PASSED -> Finding.Kind.PASS;
      case FAILED -> Finding.Kind.FAIL;
      case SKIPPED -> Finding.Kind.SKIP;
    }, c.name() + (v.message().isEmpty() ? "" : ": " + v.message().replaceAll("\\s+", " ")));
  }
}
