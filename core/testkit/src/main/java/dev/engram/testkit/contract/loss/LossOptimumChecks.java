package dev.engram.testkit.contract.loss;

import dev.engram.spi.LossFunction;
import dev.engram.spi.OutputFunction;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.contract.tools.CentralDifferences;

/** A loss has its minimum at the correct output. */
final class LossOptimumChecks {
    static final String OPTIMUM = "the loss is lowest for correct outputs";

    private final LossFunction loss;

    private LossOptimumChecks(LossFunction loss) {
        this.loss = loss;
    }

    static void add(Checks to, LossFunction loss) {
        LossOptimumChecks c = new LossOptimumChecks(loss);
        to.add(OPTIMUM, c::optimum);
    }

    private ContractResult optimum() {
        int n = 0;
        for (LossCase c : LossCase.of(loss)) {
            String why = c.classes() ? classified(c) : minimumAtTarget(c);
            if (why == null) {
                n++;
            } else if (!why.isEmpty()) {
                return ContractResult.failed("%s: %s", c.name(), why);
            }
        }
        return n == 0
                ? ContractResult.skipped("it accepts neither class probabilities nor unbounded outputs")
                : ContractResult.passed("%d examples", n);
    }

    /** Checks that a confident correct output has no higher loss than a confident wrong one. */
    private String classified(LossCase c) {
        if (c.phi().outputFunction() != OutputFunction.SOFTMAX && c.phi().outputFunction() != OutputFunction.SIGMOID) {
            return ""; // an unbounded output may overshoot a correct one
        }
        float[] right = new float[c.width()], wrong = new float[c.width()];
        for (int i = 0; i < c.width(); i++) {
            right[i] = c.t()[i] > 0 ? 4 : -4;
            wrong[i] = -right[i];
        }
        c.phi().apply(right, right, 1, c.width());
        c.phi().apply(wrong, wrong, 1, c.width());
        double good = loss.value(right, c.t(), 0, c.width()), bad = loss.value(wrong, c.t(), 0, c.width());
        return good <= bad
                ? null
                : Text.of(
                        "expected the loss of a correct output to be at most that of a wrong one (%.6g), found %.6g",
                        bad, good);
    }

    /** Checks for a minimum at the target, or at its logarithm for losses that take logarithmic outputs. */
    private String minimumAtTarget(LossCase c) {
        if (c.phi().outputFunction() != OutputFunction.IDENTITY) {
            return "";
        }
        float[] logarithms = new float[c.width()];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = (float) StrictMath.log(c.t()[i]);
        }
        String why = checkMinimum(c, c.t());
        return why == null || checkMinimum(c, logarithms) == null ? null : why;
    }

    /** Checks that no step to either side lowers the loss, and that the gradient is a subgradient there. */
    private String checkMinimum(LossCase c, float[] right) {
        float[] gradient = new float[c.width()];
        loss.gradient(right, c.t(), gradient, 0, c.width());
        for (int i = 0; i < c.width(); i++) {
            CentralDifferences d = CentralDifferences.partial(right, i, y -> loss.value(y, c.t(), 0, c.width()));
            if (d.left() > 2e-2 || d.right() < -2e-2) {
                return Text.of(
                        "expected a minimum at y = t, found one-sided derivatives %.4g and %.4g", d.left(), d.right());
            }
            if (!(gradient[i] >= d.left() - 2e-2 && gradient[i] <= d.right() + 2e-2)) {
                return Text.of(
                        "expected a gradient from %.4g to %.4g at y = t, found %.4g", d.left(), d.right(), gradient[i]);
            }
        }
        return null;
    }
}
