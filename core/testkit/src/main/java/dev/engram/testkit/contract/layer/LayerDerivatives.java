package dev.engram.testkit.contract.layer;

import dev.engram.spi.LearningRule;
import dev.engram.spi.Parameter;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.CentralDifferences;
import dev.engram.testkit.harness.TrainingHarness;
import java.util.function.Function;

/** Checks the derivatives of a layer. */
final class LayerDerivatives {
    private static final float STEP = 1f / 128;
    private static final double BOUND = 1e-2;
    private static final double TANGENT_BOUND = 2e-4;
    private static final int DIRECTIONS = 12;

    private LayerDerivatives() {}

    /** Compares the derivative along random directions of each parameter with the gradient. */
    static ContractResult gradient(TrainingHarness h) {
        h.step();
        float[] g = h.gradient(), start = h.theta().clone();
        double worst = 0;
        int kinks = 0, tried = 0;
        for (Parameter p : h.arena().allParameters()) {
            for (int k = 0; k < DIRECTIONS; k++) {
                float[] along = direction(p, k);
                double claimed = 0;
                for (int i = p.from(); i < p.to(); i++) {
                    claimed += (double) g[i] * along[i - p.from()];
                }
                CentralDifferences d = CentralDifferences.of(v -> lossAt(h, start, p, along, v), 0, STEP);
                tried++;
                if (d.hasKink()) {
                    kinks++;
                    continue;
                }
                double off = d.relativeError(claimed, 0.1);
                if (!(off < BOUND)) {
                    return ContractResult.failed(
                            "along a direction of %s expected the derivative %.6g, found %.6g",
                            p.name(), d.derivative(), claimed);
                }
                worst = Math.max(worst, off);
            }
        }
        return kinks < tried / 2
                ? ContractResult.passed("%d directions, largest relative error %.1e", tried - kinks, worst)
                : ContractResult.failed(
                        "expected a differentiable layer, found kinks in %d of %d directions", kinks, tried);
    }

    private static double lossAt(TrainingHarness h, float[] start, Parameter p, float[] along, double v) {
        for (int i = p.from(); i < p.to(); i++) {
            h.theta()[i] = start[i] + (float) v * along[i - p.from()];
        }
        double loss = h.computeGradient();
        System.arraycopy(start, p.from(), h.theta(), p.from(), p.to() - p.from());
        return loss;
    }

    /** Returns a direction of length 1, made of a few cosines, so that it needs no stream. */
    private static float[] direction(Parameter p, int k) {
        float[] along = new float[p.to() - p.from()];
        double norm = 0;
        for (int i = 0; i < along.length; i++) {
            along[i] = (float) StrictMath.cos(1 + (k + 1.37) * (i + 1) * (i % 7 + 1));
            norm += (double) along[i] * along[i];
        }
        for (int i = 0; i < along.length; i++) {
            along[i] /= (float) Math.sqrt(norm);
        }
        return along;
    }

    /** Compares the derivative of the loss along random directions with the inner product of gradient and direction. */
    static ContractResult tangent(Function<LearningRule, TrainingHarness> harness) {
        TangentRule rule = new TangentRule();
        TrainingHarness h = harness.apply(rule);
        double worst = 0;
        for (int k = 0; k < DIRECTIONS; k++) {
            h.step();
            float[] g = h.gradient(), u = rule.direction();
            double expected = 0, size = 0;
            for (int i = 0; i < g.length; i++) {
                expected += (double) g[i] * u[i];
                size += Math.abs((double) g[i] * u[i]);
            }
            double off = Math.abs(expected - rule.derivative()) / (size + 1e-6);
            if (!(off < TANGENT_BOUND)) {
                return ContractResult.failed(
                        "expected %.7g = <J' D, u> for the derivative of the loss along u, found %.7g = <D, J u>",
                        expected, rule.derivative());
            }
            worst = Math.max(worst, off);
        }
        return ContractResult.passed("%d directions, largest relative difference %.1e", DIRECTIONS, worst);
    }
}
