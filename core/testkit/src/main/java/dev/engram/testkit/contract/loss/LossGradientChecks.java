package dev.engram.testkit.contract.loss;

import dev.engram.spi.LossFunction;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.CentralDifferences;
import java.util.Arrays;

/** The gradient of a loss is the derivative of its value, whether or not it is fused with the output activation. */
final class LossGradientChecks {
    static final String GRADIENT = "its gradient is the derivative of its value: central differences agree";
    static final String FUSED_GRADIENT =
            "its fused gradient is the derivative of its fused value: central differences agree";
    static final String FUSED = "the fused form agrees with the loss applied after the activation";

    private static final double BOUND = 5e-3;

    private final LossFunction loss;

    private LossGradientChecks(LossFunction loss) {
        this.loss = loss;
    }

    static void add(Checks to, LossFunction loss) {
        LossGradientChecks c = new LossGradientChecks(loss);
        to.add(GRADIENT, c::gradient);
        to.add(FUSED_GRADIENT, c::fusedGradient);
        to.add(FUSED, c::fused);
    }

    private ContractResult gradient() {
        double worst = 0;
        int n = 0, kinks = 0;
        for (LossCase c : LossCase.of(loss)) {
            float[] claimed = c.gradient(loss);
            for (int i = 0; i < c.width(); i++) {
                CentralDifferences d = CentralDifferences.partial(c.y(), i, y -> loss.value(y, c.t(), 0, c.width()));
                if (d.hasKink()) {
                    kinks++;
                    continue;
                }
                n++;
                double off = d.relativeError(claimed[i], 0.1);
                if (!(off < BOUND)) {
                    return ContractResult.failed(
                            "%s, y = %s, t = %s: expected the derivative %.6g with respect to y[%d], found %.6g",
                            c.name(), Arrays.toString(c.y()), Arrays.toString(c.t()), d.derivative(), i, claimed[i]);
                }
                worst = Math.max(worst, off);
            }
        }
        return n > kinks
                ? ContractResult.passed("%d derivatives, largest relative error %.1e", n, worst)
                : ContractResult.failed(
                        "expected a differentiable value, found jumps or kinks at %d of %d points", kinks, n + kinks);
    }

    private ContractResult fusedGradient() {
        double worst = 0;
        int n = 0;
        for (LossCase c : LossCase.of(loss)) {
            LossFunction.Fused f = loss.fuse(c.phi().outputFunction());
            if (f == null) {
                continue;
            }
            float[] claimed = new float[c.width()], y = new float[c.width()];
            f.gradient(c.a(), c.y(), c.t(), claimed, 0, c.width());
            for (int i = 0; i < c.width(); i++) {
                CentralDifferences d = CentralDifferences.partial(c.a(), i, a -> {
                    c.phi().apply(a, y, 1, y.length);
                    return f.value(a, y, c.t(), 0, y.length);
                });
                double off = d.relativeError(claimed[i], 0.1);
                if (!d.hasKink() && !(off < BOUND)) {
                    return ContractResult.failed(
                            "%s, a = %s, t = %s: expected the derivative %.6g with respect to a[%d], found %.6g",
                            c.name(), Arrays.toString(c.a()), Arrays.toString(c.t()), d.derivative(), i, claimed[i]);
                }
                worst = d.hasKink() ? worst : Math.max(worst, off);
                n++;
            }
        }
        return n == 0
                ? ContractResult.skipped("it has no fused form")
                : ContractResult.passed("%d derivatives, largest relative error %.1e", n, worst);
    }

    private ContractResult fused() {
        double worst = 0;
        int n = 0;
        for (LossCase c : LossCase.of(loss)) {
            LossFunction.Fused f = loss.fuse(c.phi().outputFunction());
            if (f == null) {
                continue;
            }
            double chained = loss.value(c.y(), c.t(), 0, c.width()), value = f.value(c.a(), c.y(), c.t(), 0, c.width());
            float[] delta = c.gradient(loss), error = new float[c.width()];
            c.phi().backward(c.a(), c.y(), delta, 1, c.width());
            f.gradient(c.a(), c.y(), c.t(), error, 0, c.width());
            double off = Math.abs(value - chained) / Math.max(1, Math.abs(chained));
            for (int i = 0; i < c.width(); i++) {
                off = Math.max(off, Math.abs((double) error[i] - delta[i]) / Math.max(0.1, Math.abs(delta[i])));
            }
            if (!(off < 1e-4)) {
                return ContractResult.failed(
                        "%s, a = %s: expected value %.7g and gradient %s, found %.7g and %s",
                        c.name(),
                        Arrays.toString(c.a()),
                        chained,
                        Arrays.toString(delta),
                        value,
                        Arrays.toString(error));
            }
            worst = Math.max(worst, off);
            n++;
        }
        return n == 0
                ? ContractResult.skipped("it has no fused form")
                : ContractResult.passed("%d examples, largest relative difference %.1e", n, worst);
    }
}
