package dev.engram.testkit.contract.loss;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;

/** What every loss promises (CATALOGUE C), for all outputs and targets that it does not refuse. */
public final class LossChecks {
    static final String MESSAGES = "it refuses with messages, and accepts something";

    private final LossFunction loss;

    private LossChecks(LossFunction loss) {
        this.loss = loss;
    }

    public static void add(Checks to, LossFunction loss) {
        LossChecks c = new LossChecks(loss);
        to.add(MESSAGES, c::messages);
        LossGradientChecks.add(to, loss);
        LossOptimumChecks.add(to, loss);
        LossArrayChecks.add(to, loss);
    }

    private ContractResult messages() {
        int refused = 0;
        for (OutputFunction outputFunction : OutputFunction.values()) {
            refused += message(loss.incompatibility(outputFunction), "the output " + outputFunction);
        }
        for (int targets : new int[] {1, 2, 5}) {
            refused += message(
                    loss.incompatibility(new LossFunction.Targets(true, targets, false)),
                    "classes in " + targets + " columns");
            refused += message(
                    loss.incompatibility(new LossFunction.Targets(false, targets, false)),
                    "a regression of " + targets + " numbers");
        }
        int cases = LossCase.of(loss).size();
        return cases == 0
                ? ContractResult.failed(
                        "expected to be of use for some output and some targets, found that " + "it refuses all")
                : ContractResult.passed("%d refusals, %d examples accepted", refused, cases);
    }

    private static int message(String why, String what) {
        if (why != null && (why.isBlank() || why.contains("\n") || why.endsWith("."))) {
            throw new IllegalStateException(
                    "expected a reason without a full stop for refusing " + what + ", found '" + why + "'");
        }
        return why == null ? 0 : 1;
    }
}
