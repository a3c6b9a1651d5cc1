package dev.engram.testkit.contract;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;

/** What every loss promises (CATALOGUE C), for all outputs and targets that it does not refuse. */
final class LossChecks {
  static final String MESSAGES = "it refuses with messages, and accepts something";

  private final LossFunction loss;

  private LossChecks(LossFunction loss) {
    this.loss = loss;
  }

  static void add(Checks to, LossFunction loss) {
    LossChecks c = new LossChecks(loss);
    to.add(MESSAGES, c::messages);
    LossSlopeChecks.add(to, loss);
    LossOptimumChecks.add(to, loss);
    LossArrayChecks.add(to, loss);
  }

  private Verdict messages() {
    int refused = 0;
    for (OutputFunction outputFunction : OutputFunction.values()) {
      refused += message(loss.incompatibility(outputFunction), "the output " + outputFunction);
    }
    for (int targets : new int[] {1, 2, 5}) {
      refused += message(loss.incompatibility(new LossFunction.Targets(true, targets, false)), "classes in " + targets + " columns");
      refused += message(loss.incompatibility(new LossFunction.Targets(false, targets, false)), "a regression of " + targets + " numbers");
    }
    int cases = LossCase.of(loss).size();
    return cases == 0 ? Verdict.failed("expected to be of use for some output and some targets, found that "
        + "it refuses all")
        : Verdict.passed("%d refusals, %d examples accepted", refused, cases);
  }

  private static int message(String why, String what) {
    if (why != null && (why.isBlank() || why.contains("\n") || why.endsWith("."))) {
      throw new IllegalStateException("expected a reason without a full stop for refusing " + what
          + ", found '" + why + "'");
    }
    return why == null ? 0 : 1;
  }
}
