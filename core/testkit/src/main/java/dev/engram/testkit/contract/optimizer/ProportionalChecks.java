package dev.engram.testkit.contract.optimizer;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.contract.optimizer.QuadraticObjective.GradientFault;

/** The contract of optimizers whose step is proportional to the gradient. */
final class ProportionalChecks {
    static final String PROPORTIONAL = "proportional: each parameter's step is its gradient times one number";

    private static final int STEPS = 5;
    /** The rounding error of one or two products in float32. */
    private static final double ROUNDING = 1e-6;

    private ProportionalChecks() {}

    static void add(Checks to, Optimizer o) {
        to.add(
                PROPORTIONAL,
                () -> o.proportional() ? proportional(o) : ContractResult.skipped("its proportional() is false"));
    }

    private static ContractResult proportional(Optimizer o) {
        String[] found = new String[1];
        Stepper s = new Stepper(
                new QuadraticObjective(QuadraticObjective.typicalParameters(o), true, GradientFault.NONE),
                new DelegatingOptimizer(o) {
                    @Override
                    public void update(Step s) {
                        float[] g = s.gradient().clone();
                        delegate.update(s);
                        found[0] = found[0] != null ? found[0] : violation(s, g);
                    }
                },
                QuadraticObjective.SEED);
        for (int i = 0; i < STEPS; i++) {
            s.step();
        }
        return found[0] == null
                ? ContractResult.passed("%d steps", STEPS)
                : ContractResult.failed("%s; fix it, or return false from proportional()", found[0]);
    }

    private static String violation(Step s, float[] g) {
        for (Parameter p : s.parameters()) {
            int top = p.from();
            for (int i = p.from(); i < p.to(); i++) {
                top = Math.abs(g[i]) > Math.abs(g[top]) ? i : top;
            }
            double number = (double) s.gradient()[top] / g[top];
            for (int i = p.from(); i < p.to() && g[top] != 0; i++) {
                double expected = number * g[i];
                if (!(Math.abs(s.gradient()[i] - expected) <= ROUNDING * Math.abs(expected))) {
                    return Text.of(
                            "step %d, %s: expected %s times the gradient, found %s at index %d, where the gradient is"
                                    + " %s",
                            s.t(), p.name(), (float) number, s.gradient()[i], i, g[i]);
                }
            }
        }
        return null;
    }
}
