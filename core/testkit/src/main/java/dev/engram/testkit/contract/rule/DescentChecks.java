package dev.engram.testkit.contract.rule;

import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Parameter;
import dev.engram.spi.Parameter.Tag;
import dev.engram.spi.Rng;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.parts.GradientDescent;

/**
 * The direction of the last layer. If it receives the loss, by its derivative or its value, it must descend the loss,
 * at least in expectation: no error has to be propagated to reach it. Hidden layers have more freedom ({@link
 * HiddenLayerChecks}).
 */
final class DescentChecks {
    static final String DESCENDS = "a last layer that receives the loss descends it";

    private static final int BATCH = 4;
    private static final float PERTURBATION = 0.3f;
    /** Samples from each start: few suffice for an exact rule, many reveal a direction in noise. */
    private static final int[] SAMPLES = {5, 50, 500, 4000};

    private final LearningRule rule;
    private final TestNetwork in;

    private DescentChecks(LearningRule rule, TestNetwork in) {
        this.rule = rule;
        this.in = in;
    }

    static void add(Checks to, LearningRule rule, TestNetwork in) {
        to.add(DESCENDS, () -> new DescentChecks(rule, in).descends());
    }

    private ContractResult descends() {
        LearningSource source = in.observedSource(rule, BATCH);
        if (!source.learner().hasTrueGradient()) {
            return ContractResult.skipped("the loss of this network has no gradient to compare with");
        }
        Locality locality = Locality.of(source);
        int top = locality.depth() - 1;
        if (!locality.targets().error().contains(top)
                && !locality.targets().scalar().contains(top)) {
            return ContractResult.skipped("its last layer does not receive the loss");
        }
        if (zeroGradient(source)) {
            return ContractResult.skipped("the gradient of the loss is zero in the last layer of this network");
        }
        MeanOverStarts s = new MeanOverStarts(0, 0);
        for (int samples : SAMPLES) {
            s = MeanOverStarts.of(start -> meanProjection(start, samples));
            if (s.isPositive() || s.isNegative()) {
                break;
            }
        }
        String found = Text.of(
                "projection on the gradient of the loss %.3g +- %.1g, from %d starts",
                s.mean(), s.standardError(), MeanOverStarts.COUNT);
        return s.isPositive()
                ? ContractResult.passed("%s", found)
                : ContractResult.failed(
                        "expected the last layer to descend the loss, found %s%s",
                        found,
                        s.isNegative()
                                ? ": it ascends; the trainer subtracts what a rule computes"
                                : ": no clear" + " direction");
    }

    private static boolean zeroGradient(LearningSource source) {
        Diagnostics probe = new Diagnostics(source);
        probe.inspect(1);
        return dotLastLayer(probe, probe.trueGradient()) == 0;
    }

    /** Returns the inner product of g with the true gradient, in the last layer. */
    private static double dotLastLayer(Diagnostics probe, float[] g) {
        double sum = 0;
        for (Parameter p : probe.parameters()) {
            for (int i = p.from(); i < p.to() && p.is(Tag.LAST); i++) {
                sum += (double) g[i] * probe.trueGradient()[i];
            }
        }
        return sum;
    }

    /** Returns the mean of (g . d) / (d . d) for the rule's gradient g and the true gradient d of the last layer. */
    private double meanProjection(int start, int samples) {
        LearningSource source = in.observedSource(rule, BATCH);
        float[] theta = source.arena().theta();
        Rng rng = RandomStreams.of(TestNetwork.SEED, "descent/" + start);
        for (Parameter p : source.arena().parameters()) {
            for (int i = p.from(); i < p.to() && p.inNetwork(); i++) {
                theta[i] += PERTURBATION * rng.gaussian();
            }
        }
        // The parameters stay fixed, while the state of the rule develops as in a run.
        Stepper stepper = new Stepper(source, new GradientDescent(0), TestNetwork.SEED);
        Diagnostics probe = new Diagnostics(source);
        double sum = 0;
        for (int i = 1; i <= samples; i++) {
            // Streams are keyed by the step, so each start uses its own range of steps.
            probe.inspect((long) start * samples + i);
            sum += dotLastLayer(probe, probe.pseudoGradient()) / dotLastLayer(probe, probe.trueGradient());
            stepper.step();
        }
        return sum / samples;
    }
}
