package dev.engram.app.run;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.spec.SuiteReader;
import dev.engram.engine.train.Runner;
import dev.engram.testkit.contract.Check;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.Verdict;
import java.util.function.Consumer;

/** Holds a component to the contract of its kind, and sets it beside others where that tells something. */
final class Verification {
  private final SuiteReader reader;
  private final Runner runner;

  Verification(SuiteReader reader, Runner runner) {
    this.reader = reader;
    this.runner = runner;
  }

  void of(Entry entry, Consumer<Finding> told) {
    for (Check c : Contract.of(entry)) {
      Verdict v = c.run();
      String message = v.message().isEmpty() ? "" : ": " + v.message().replaceAll("\\s+", " ");
      told.accept(new Finding(kind(v), c.name() + message));
    }
    if (entry.kind() == Kind.OPTIMIZER) {
      new OptimizerTrials(reader, runner).of(entry).forEach(told);
    } else if (entry.kind() == Kind.LEARNING_RULE) {
      new RuleTrials(reader, runner).of(entry.name()).forEach(told);
    }
  }

  private static Finding.Kind kind(Verdict v) {
    return switch (v.outcome()) {
      case PASSED -> Finding.Kind.PASS;
      case FAILED -> Finding.Kind.FAIL;
      case SKIPPED -> Finding.Kind.SKIP;
    };
  }
}
