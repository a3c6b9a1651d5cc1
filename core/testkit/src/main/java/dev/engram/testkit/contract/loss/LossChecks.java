package dev.engram.testkit.contract.loss;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;

/** The contract of losses, for all outputs and targets that the loss accepts. */
public final class LossChecks {
    static final String MESSAGES = "it rejects some data with a message, and accepts some";

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
        int rejected = 0;
        for (OutputFunction outputFunction : OutputFunction.values()) {
            rejected += message(loss.incompatibility(outputFunction), "the output " + outputFunction);
        }
        for (int targets : new int[] {1, 2, 5}) {
            rejected += message(
                    loss.incompatibility(new LossFunction.Targets(true, targets, false)),
                    "classes in " + targets + " columns");
            rejected += message(
                    loss.incompatibility(new LossFunction.Targets(false, targets, false)),
                    "a regression of " + targets + " numbers");
        }
        int cases = LossCase.of(loss).size();
        return cases == 0
                ? ContractResult.failed("expected it to accept some output and some targets, found that it rejects all")
                : ContractResult.passed("%d rejections, %d examples accepted", rejected, cases);
    }

    private static int message(String why, String what) {
        if (why != null && (why.isBlank() || why.contains("\n") || why.endsWith("."))) {
            throw new IllegalStateException(
                    "expected a reason without a full stop for rejecting " + what + ", found '" + why + "'");
        }
        return why == null ? 0 : 1;
    }
}
