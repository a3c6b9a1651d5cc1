package dev.engram.testkit.contract.optimizer;

import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Requirement;
import dev.engram.spi.Step;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.optimizer.QuadraticObjective.GradientFault;
import dev.engram.testkit.contract.tools.Allocation;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.Records;
import java.util.Arrays;

/** The contract of optimizers. Some checks apply only to optimizers that make further promises. */
public final class OptimizerChecks {
    static final String ZERO_GRADIENT =
            "at the first step a zero gradient changes no parameter, except by weight decay";
    static final String READS = "it writes neither the parameters nor anything outside its range";
    static final String REPEATS = "it is reproducible bit for bit, even if another instance runs in between";
    static final String RESUMES = "a run that is saved and restored continues bit for bit";
    static final String NAN_GRADIENT = "a NaN gradient makes the run diverge";
    static final String INFINITE_GRADIENT = "an infinite gradient makes the run diverge, or the step stays bounded";
    static final String ZERO_RATE = "a learning rate of 0 changes no parameter";
    static final String DESCENDS = "it descends a quadratic bowl";
    static final String NO_ALLOCATION = "a step allocates nothing";

    private static final int STEPS = 20;
    private static final int DESCENT_STEPS = 200;
    private static final double[] RATES = {1, 0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 1e-4};

    private final Optimizer o;
    private final boolean stochastic;

    private OptimizerChecks(Optimizer o) {
        this.o = o;
        // An optimizer that requires full batches minimizes the same function at every step.
        stochastic = !o.requirements().contains(Requirement.FULL_BATCH);
    }

    public static void add(Checks to, Optimizer o) {
        OptimizerChecks c = new OptimizerChecks(o);
        to.add(ZERO_GRADIENT, c::zeroGradient);
        to.add(READS, c::reads);
        to.add(REPEATS, c::repeats);
        to.add(RESUMES, c::resumes);
        to.add(NAN_GRADIENT, c::nanGradient);
        to.add(INFINITE_GRADIENT, c::infiniteGradient);
        ElementwiseChecks.add(to, o);
        ProportionalChecks.add(to, o);
        to.add(ZERO_RATE, c::zeroRate);
        to.add(DESCENDS, c::descends);
        to.add(NO_ALLOCATION, c::noAllocation);
    }

    private Stepper stepper(Optimizer by, GradientFault gradientFault) {
        return new Stepper(
                new QuadraticObjective(QuadraticObjective.typicalParameters(o), stochastic, gradientFault),
                by,
                QuadraticObjective.SEED);
    }

    private static float[] run(Stepper s, int steps) {
        for (int i = 0; i < steps; i++) {
            s.step();
        }
        return s.source().arena().theta();
    }

    private ContractResult zeroGradient() {
        Stepper s = stepper(o, GradientFault.ZEROS);
        float[] before = s.source().arena().theta().clone();
        s.step();
        float[] after = s.source().arena().theta();
        double decay = 0;
        for (int i = 0; i < before.length; i++) {
            double d = 1 - after[i] / (double) before[i];
            decay = Math.abs(d) > Math.abs(decay) || Double.isNaN(d) ? d : decay;
        }
        if (!(decay >= 0 && decay < 1)) {
            return ContractResult.failed(
                    "expected unchanged parameters at a zero gradient, or one decay factor for all; found a"
                            + " parameter changed by the factor %s",
                    1 - decay);
        }
        for (int i = 0; i < before.length; i++) {
            // The product and the difference are rounded: by half an ulp of the old value each.
            if (after[i] != before[i] && Math.abs(after[i] - before[i] * (1 - decay)) > 2 * Math.ulp(before[i])) {
                return ContractResult.failed(
                        "expected unchanged parameters at a zero gradient, or one decay factor for all; found %s from"
                                + " %s, and a decay of %s elsewhere",
                        after[i], before[i], decay);
            }
        }
        return decay == 0
                ? ContractResult.passed("all parameters unchanged")
                : ContractResult.passed("weight decay of %.3g per step, no other change", decay);
    }

    private ContractResult reads() {
        String[] found = new String[1];
        Optimizer watched = new DelegatingOptimizer(o) {
            @Override
            public void update(Step s) {
                float[] theta = s.theta().clone(), gradient = s.gradient().clone();
                delegate.update(s);
                if (found[0] == null) {
                    found[0] = Bits.difference("step " + s.t() + ", parameters", theta, s.theta());
                }
                for (int i = 0; i < gradient.length && found[0] == null; i++) {
                    if (i == s.from()) {
                        i = s.to();
                    }
                    if (i < gradient.length && Bits.firstDifference(gradient, s.gradient(), i, i + 1) >= 0) {
                        found[0] = "step " + s.t() + ": index " + i + " of the gradient is outside " + s.from() + " to "
                                + s.to() + " and was written";
                    }
                }
            }

            @Override
            public boolean elementwise() {
                return delegate.elementwise();
            }
        };
        run(stepper(watched, GradientFault.NONE), STEPS);
        if (found[0] == null && o.elementwise()) {
            run(new Stepper(ElementwiseChecks.wideObjective(), watched, QuadraticObjective.SEED), 2);
        }
        return found[0] == null
                ? ContractResult.passed("%d steps", STEPS)
                : ContractResult.failed("expected no such write, found: %s", found[0]);
    }

    private ContractResult repeats() {
        Stepper one = stepper(o, GradientFault.NONE),
                other = stepper(Records.copy(o), GradientFault.NONE),
                two = stepper(o, GradientFault.NONE);
        run(other, STEPS / 2);
        for (int t = 1; t <= STEPS; t++) {
            one.step();
            if (t % 3 == 0) {
                other.step();
            }
        }
        String d = Bits.difference(
                "parameters after " + STEPS + " steps",
                run(two, STEPS),
                one.source().arena().theta());
        d = d == null ? Bits.difference("the evaluation point", two.evaluationPoint(), one.evaluationPoint()) : d;
        return d == null
                ? ContractResult.passed("%d steps", STEPS)
                : ContractResult.failed("%s; keep all state in slots and scalars", d);
    }

    private ContractResult resumes() {
        for (int at : new int[] {1, 7}) {
            Stepper one = stepper(o, GradientFault.NONE);
            run(one, at);
            Snapshot saved = one.save();
            float[] seen = one.evaluationPoint().clone();
            Stepper two = stepper(Records.copy(o), GradientFault.NONE);
            run(two, 3); // a state that restoring has to replace
            two.restore(saved);
            String d =
                    Bits.difference("the evaluation point, as restored after step " + at, seen, two.evaluationPoint());
            run(one, STEPS);
            run(two, STEPS);
            d = d == null
                    ? Bits.difference(
                            "parameters " + STEPS + " steps after step " + at,
                            one.source().arena().theta(),
                            two.source().arena().theta())
                    : d;
            d = d == null
                    ? Bits.difference(
                            "the evaluation point, " + STEPS + " steps after step " + at,
                            one.evaluationPoint(),
                            two.evaluationPoint())
                    : d;
            if (d != null) {
                return ContractResult.failed("%s; keep all state in slots and scalars", d);
            }
        }
        Stepper s = stepper(o, GradientFault.NONE);
        run(s, 2);
        return ContractResult.passed("after steps 1 and 7; %d bytes of state", s.stateBytes());
    }

    private ContractResult nanGradient() {
        Stepper s = stepper(o, new GradientFault(4, Float.NaN));
        for (int t = 1; t <= 3; t++) {
            if (!s.step()) {
                return ContractResult.failed(
                        "expected finite parameters on a quadratic bowl, found others after step %d", t);
            }
        }
        boolean diverged = !s.step();
        if (!diverged) {
            diverged = !s.step();
        }
        return diverged
                ? ContractResult.passed("diverged at step %d, for a NaN at step 4", s.t())
                : ContractResult.failed(
                        "expected a non-finite parameter after a NaN gradient at step 4, found only finite ones; do"
                                + " not filter NaN out");
    }

    private ContractResult infiniteGradient() {
        Stepper s = stepper(o, new GradientFault(4, Float.POSITIVE_INFINITY));
        run(s, 3);
        float[] before = s.source().arena().theta().clone();
        if (!s.step()) {
            return ContractResult.passed("diverged at once");
        }
        float[] after = s.source().arena().theta();
        double most = 0;
        for (int i = 0; i < after.length; i++) {
            most = Math.max(most, Math.abs((double) after[i] - before[i]));
        }
        return most < 1e6
                ? ContractResult.passed("a step of %.3g", most)
                : ContractResult.failed("expected divergence or a bounded step, found a step of %.3g", most);
    }

    private ContractResult zeroRate() {
        var rate = Records.field(o, "rate");
        if (rate == null || !Records.numeric(rate.getType())) {
            return ContractResult.skipped("it has no field named rate");
        }
        Optimizer still;
        try {
            still = withZeroRate(o);
        } catch (IllegalArgumentException e) {
            return ContractResult.skipped("it rejects a rate of 0");
        }
        Stepper s = stepper(still, GradientFault.NONE);
        float[] before = s.source().arena().theta().clone();
        String d = Bits.difference("parameters after " + STEPS + " steps", before, run(s, STEPS));
        return d == null ? ContractResult.passed("%d steps", STEPS) : ContractResult.failed("%s", d);
    }

    /** Returns the optimizer with a rate of 0, and the optimizers inside it likewise. */
    private static Optimizer withZeroRate(Optimizer o) {
        if (!o.getClass().isRecord()) {
            return o;
        }
        Object[] values = Arrays.stream(o.getClass().getRecordComponents())
                .map(f -> {
                    if (f.getName().equals("rate") && Records.numeric(f.getType())) {
                        return Records.number(f.getType(), 0);
                    }
                    Object v = Records.get(f, o);
                    return v instanceof Optimizer inner ? withZeroRate(inner) : v;
                })
                .toArray();
        return Records.make(o.getClass(), values);
    }

    private ContractResult descends() {
        var rate = Records.field(o, "rate");
        boolean adjustable = rate != null && (rate.getType() == float.class || rate.getType() == double.class);
        double first = 0, best = Double.POSITIVE_INFINITY;
        String at = "";
        for (int i = -1; i < RATES.length; i++) {
            Stepper s = new Stepper(
                    new QuadraticObjective(QuadraticObjective.typicalParameters(o), false, GradientFault.NONE),
                    i < 0 ? o : atRate(RATES[i], adjustable),
                    QuadraticObjective.SEED);
            s.step();
            first = s.loss();
            run(s, DESCENT_STEPS);
            s.source().arena().setActive(s.evaluationPoint());
            double last = s.source().computeGradient();
            if (last < best) {
                best = last;
                at = i < 0 ? "" : (adjustable ? " at a rate of " : " with its steps multiplied by ") + RATES[i];
            }
        }
        return best < (adjustable ? first / 2 : first)
                ? ContractResult.passed("from %.3g to %.3g in %d steps%s", first, best, DESCENT_STEPS, at)
                : ContractResult.failed(
                        "expected the loss to decrease%s from %.4g, found %.4g after %d steps at the best rate",
                        adjustable ? " by half" : "", first, best, DESCENT_STEPS);
    }

    private Optimizer atRate(double rate, boolean adjustable) {
        return adjustable ? Records.with(o, "rate", rate) : scaledBy((float) rate);
    }

    /** Scales the steps of an optimizer without a rate, such as a clip or a decay, which is meant for a chain. */
    private Optimizer scaledBy(float rate) {
        return new DelegatingOptimizer(o) {
            @Override
            public void update(Step s) {
                delegate.update(s);
                for (int i = s.from(), to = s.to(); i < to; i++) {
                    s.gradient()[i] *= rate;
                }
            }
        };
    }

    private ContractResult noAllocation() {
        Stepper s = stepper(o, GradientFault.NONE);
        return Allocation.check(s::step, Allocation.OPTIMIZER_STEPS);
    }
}
