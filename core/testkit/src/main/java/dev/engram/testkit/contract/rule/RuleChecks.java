package dev.engram.testkit.contract.rule;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.network.Learner;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import dev.engram.engine.train.Incompatibility;
import dev.engram.spi.BoundRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Optimizer;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Allocation;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.Records;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.HeavyBall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The contract of learning rules, checked in one small network that meets the rule's requirements. */
public final class RuleChecks {
    static final String NETWORK = "a small test network meets all its requirements";
    static final String READS = "learning changes neither the parameters nor the data";
    static final String REPEATS = "it is reproducible bit for bit, even if another instance runs in between";
    static final String SINGLE_EXAMPLE = "a batch of one example works";
    static final String RESUMES = "a run that is saved and restored continues bit for bit";
    static final String NO_STALE_SCRATCH = "it does not read stale scratch memory";
    static final String PREDICTION_PURE = "a prediction between two steps changes nothing, and is repeatable";
    static final String OBSERVATION_PURE = "observing it changes nothing: same bits, same state, same cost";
    static final String NO_ALLOCATION = "a step allocates nothing";

    private static final int STEPS = 10;
    private static final float RATE = 0.05f;

    private final LearningRule rule;
    private final TestNetwork in;

    private RuleChecks(LearningRule rule, TestNetwork in) {
        this.rule = rule;
        this.in = in;
    }

    /** Adds the checks of a rule in the first test network that meets its requirements. */
    public static void add(Checks to, LearningRule rule) {
        List<String> reasons = new ArrayList<>();
        for (TestNetwork network : TestNetwork.ALL) {
            List<Incompatibility> found = RuleCompatibility.check(rule, network);
            if (found.isEmpty()) {
                add(to, rule, network);
                return;
            }
            reasons.add(network.name() + ": " + found.get(0).reason());
        }
        to.add(NETWORK, () -> ContractResult.failed("expected one, found: %s", String.join("; ", reasons)));
    }

    /** Adds the checks of a rule in a given network. */
    public static void add(Checks to, LearningRule rule, TestNetwork in) {
        RuleChecks c = new RuleChecks(rule, in);
        to.add(NETWORK, c::network);
        to.add(READS, c::reads);
        to.add(REPEATS, c::repeats);
        to.add(SINGLE_EXAMPLE, c::singleExample);
        GradientChecks.add(to, rule, in);
        DescentChecks.add(to, rule, in);
        HiddenLayerChecks.add(to, rule, in);
        LabelLearningChecks.add(to, rule, in);
        to.add(RESUMES, c::resumes);
        to.add(NO_STALE_SCRATCH, c::noStaleScratch);
        to.add(PREDICTION_PURE, c::predictionPure);
        to.add(OBSERVATION_PURE, c::observationPure);
        BoundRuleChecks.add(to, rule, in);
        to.add(NO_ALLOCATION, c::noAllocation);
    }

    private ContractResult network() {
        List<Incompatibility> found = RuleCompatibility.check(rule, in);
        return found.isEmpty()
                ? ContractResult.passed("%s", in.name())
                : ContractResult.failed(
                        "expected '%s' to meet its requirements, found: %s",
                        in.name(), found.get(0).reason());
    }

    private Stepper stepper(LearningRule by, Optimizer o) {
        return new Stepper(
                in.source(by, 4, IntStream.range(0, TestNetwork.EXAMPLES).toArray()), o, TestNetwork.SEED);
    }

    private static float[] run(Stepper s, int steps) {
        for (int i = 0; i < steps; i++) {
            s.step();
        }
        return s.source().arena().theta();
    }

    private ContractResult reads() {
        Split data = in.data();
        float[] x = data.x().clone(), t = data.t().clone();
        LearningSource s = new LearningSource(
                in.learner(rule), data, TestNetwork.EXAMPLES, TrainingSettings.Order.AS_IS, TestNetwork.SEED);
        float[] theta = s.arena().theta().clone();
        for (int step = 1; step <= STEPS; step++) {
            s.beginStep(step);
            s.computeGradient();
            String d = Bits.difference(
                    "parameters after learning in step " + step,
                    theta,
                    s.arena().theta());
            d = d == null ? Bits.difference("inputs", x, data.x()) : d;
            d = d == null ? Bits.difference("targets", t, data.t()) : d;
            if (d != null) {
                return ContractResult.failed("%s; a rule computes gradients, the optimizer changes the parameters", d);
            }
        }
        return ContractResult.passed("%d steps; %s", STEPS, in.name());
    }

    private ContractResult repeats() {
        Stepper one = stepper(rule, new GradientDescent(RATE)),
                other = stepper(Records.copy(rule), new GradientDescent(3 * RATE));
        run(other, STEPS / 2);
        for (int i = 0; i < STEPS; i++) {
            one.step();
            other.step();
        }
        Stepper two = stepper(rule, new GradientDescent(RATE));
        String d = Bits.difference(
                "parameters after " + STEPS + " steps",
                run(two, STEPS),
                one.source().arena().theta());
        return d == null
                ? ContractResult.passed("%d steps", STEPS)
                : ContractResult.failed(
                        "%s; draw random numbers from the batch's streams, and request state from Setup", d);
    }

    private ContractResult singleExample() {
        LearningSource s = in.source(rule, 1, 2);
        s.beginStep(1);
        double loss = s.computeGradient();
        float[] g = s.arena().gradient();
        return Bits.allFinite(g, 0, g.length)
                ? ContractResult.passed(
                        "loss %.4g, largest component of the gradient %.3g", loss, Bits.maxAbs(g, 0, g.length))
                : ContractResult.failed("expected finite numbers, found others in the gradient of a single example");
    }

    private ContractResult resumes() {
        for (Optimizer o : List.of(new GradientDescent(RATE), new HeavyBall(RATE / 5, 0.9f))) {
            for (int at : new int[] {1, 7}) {
                Stepper one = stepper(rule, o);
                run(one, at);
                Snapshot saved = one.save();
                Stepper two = stepper(Records.copy(rule), o);
                run(two, 3); // a state that restoring has to replace
                two.restore(saved);
                run(one, STEPS);
                run(two, STEPS);
                String d = Bits.difference(
                        "parameters " + STEPS + " steps after step " + at,
                        one.source().arena().theta(),
                        two.source().arena().theta());
                for (String name : one.source().ruleState().keySet()) {
                    d = d == null
                            ? Bits.difference(
                                    name,
                                    one.source().ruleState().get(name),
                                    two.source().ruleState().get(name))
                            : d;
                }
                if (d != null) {
                    return ContractResult.failed(
                            "with %s: %s; request state that survives a step with Setup.state()", o, d);
                }
            }
        }
        return ContractResult.passed(
                "after steps 1 and 7, with two optimizers; state %s",
                stepper(rule, new GradientDescent(RATE)).source().ruleState().keySet());
    }

    private ContractResult noStaleScratch() {
        Stepper plain = stepper(rule, new GradientDescent(RATE)), poisoned = stepper(rule, new GradientDescent(RATE));
        Learner learner = ((LearningSource) poisoned.source()).learner();
        for (int i = 1; i <= STEPS; i++) {
            plain.step();
            learner.poison();
            poisoned.step();
            String d = Bits.difference(
                    "parameters after step " + i,
                    plain.source().arena().theta(),
                    poisoned.source().arena().theta());
            if (d != null) {
                return ContractResult.failed(
                        "%s, if scratch memory is filled with NaN before the step; request state that survives a"
                                + " step with Setup.state()",
                        d);
            }
        }
        return ContractResult.passed("%d steps", STEPS);
    }

    /** Returns whether the rule predicts by itself instead of using the network's output. */
    private boolean predicts() {
        boolean[] own = new boolean[1];
        in.learner(new ObservedRule(rule, s -> own[0] = s instanceof BoundRule.Predictor));
        return own[0];
    }

    private ContractResult predictionPure() {
        Stepper plain = stepper(rule, new GradientDescent(RATE)), predicting = stepper(rule, new GradientDescent(RATE));
        Split data = in.data();
        Learner learner = ((LearningSource) predicting.source()).learner();
        ComputeContext computeContext = new ComputeContext();
        int cols = in.width();
        if (!predicts() && learner.network().last().outputs() != cols) {
            return ContractResult.skipped("the output of this network is not a prediction of the targets");
        }
        MatrixView x = new MatrixView(data.x(), 0, TestNetwork.EXAMPLES, data.inputs()),
                t = new MatrixView(data.t(), 0, TestNetwork.EXAMPLES, data.targets());
        double loss = Double.NaN;
        for (int i = 1; i <= STEPS; i++) {
            ScratchMatrix first = new ScratchMatrix(TestNetwork.EXAMPLES, cols, computeContext),
                    second = new ScratchMatrix(TestNetwork.EXAMPLES, cols, computeContext),
                    each = new ScratchMatrix(TestNetwork.EXAMPLES, 1, computeContext);
            loss = learner.predict(x, t, first, each);
            learner.predict(x, t, second, each);
            String d = Bits.difference("the second of two predictions", first.data(), second.data());
            plain.step();
            predicting.step();
            d = d == null
                    ? Bits.difference(
                            "parameters after step " + i + " with a prediction before it",
                            plain.source().arena().theta(),
                            predicting.source().arena().theta())
                    : d;
            if (d != null) {
                return ContractResult.failed("%s; a prediction must neither draw random numbers nor change state", d);
            }
        }
        return ContractResult.passed("%d steps with two predictions before each; loss %.4g", STEPS, loss);
    }

    private ContractResult observationPure() {
        Stepper alone = stepper(rule, new HeavyBall(RATE / 5, 0.9f));
        LearningSource source = in.observedSource(rule, 4);
        Stepper seen = new Stepper(source, new HeavyBall(RATE / 5, 0.9f), TestNetwork.SEED);
        Diagnostics probe = new Diagnostics(source);
        Locality locality = Locality.of(source);
        for (int i = 1; i <= STEPS; i++) {
            probe.inspect(i);
            probe.rememberParameters();
            alone.step();
            seen.step();
            String d = Bits.difference(
                    "parameters after step " + i,
                    alone.source().arena().theta(),
                    source.arena().theta());
            for (String name : source.ruleState().keySet()) {
                d = d == null
                        ? Bits.difference(
                                name,
                                alone.source().ruleState().get(name),
                                source.ruleState().get(name))
                        : d;
            }
            if (d != null) {
                return ContractResult.failed(
                        "%s; request state with Setup.state(), and draw random numbers from the batch's" + " streams",
                        d);
            }
        }
        long expected = ((LearningSource) alone.source()).learner().operations().multiplyAdds(),
                found = source.learner().operations().multiplyAdds();
        return expected == found
                ? ContractResult.passed("%d steps; not local: %s", STEPS, locality.flags())
                : ContractResult.failed("expected %d multiply-adds in %d steps, found %d", expected, STEPS, found);
    }

    private ContractResult noAllocation() {
        Stepper s = stepper(rule, new GradientDescent(1e-4f));
        return Allocation.check(s::step, Allocation.RULE_STEPS);
    }
}
