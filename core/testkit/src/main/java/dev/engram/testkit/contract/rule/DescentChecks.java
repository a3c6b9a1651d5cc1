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
 * Which way a rule leads that is no gradient. Hidden layers have much freedom ({@link HiddenLayerChecks}), but a last layer that
 * hears of the loss, by its derivative or by its value, has to go down it, in expectation at least: there no error has to
 * be carried anywhere.
 */
final class DescentChecks {
    static final String DESCENDS = "its last layer goes down the loss that it hears of";

    private static final int BATCH = 4;
    private static final float PERTURBATION = 0.3f;
    /** Looks from each start: few tell what is no estimate, many whether there is something in the noise. */
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
            return ContractResult.skipped("its last layer does not hear of the loss");
        }
        if (zeroGradient(source)) {
            return ContractResult.skipped("the loss of this network has no slope in its last layer");
        }
        MeanOverStarts s = new MeanOverStarts(0, 0);
        for (int samples : SAMPLES) {
            s = MeanOverStarts.of(start -> meanProjection(start, samples));
            if (s.isPositive() || s.isNegative()) {
                break;
            }
        }
        String found = Text.of(
                "%.3g of the loss's gradient in it, give or take %.1g, from %d starts",
                s.mean(), s.standardError(), MeanOverStarts.COUNT);
        return s.isPositive()
                ? ContractResult.passed("%s", found)
                : ContractResult.failed(
                        "expected a clear share of the loss's gradient in what the last layer learns, found %s%s",
                        found,
                        s.isNegative()
                                ? ": it leads up the loss; what a rule fills in is subtracted"
                                : ": it leads nowhere");
    }

    private static boolean zeroGradient(LearningSource source) {
        Diagnostics probe = new Diagnostics(source);
        probe.inspect(1);
        return dotLastLayer(probe, probe.trueGradient()) == 0;
    }

    /** The inner product with the true gradient, in the last layer. */
    private static double dotLastLayer(Diagnostics probe, float[] g) {
        double sum = 0;
        for (Parameter p : probe.parameters()) {
            for (int i = p.from(); i < p.to() && p.is(Tag.LAST); i++) {
                sum += (double) g[i] * probe.trueGradient()[i];
            }
        }
        return sum;
    }

    /** The mean of (g . d) / (d . d), for what the rule says to the last layer and the true gradient there. */
    private double meanProjection(int start, int samples) {
        LearningSource source = in.observedSource(rule, BATCH);
        float[] theta = source.arena().theta();
        Rng rng = RandomStreams.of(TestNetwork.SEED, "descent/" + start);
        for (Parameter p : source.arena().parameters()) {
            for (int i = p.from(); i < p.to() && p.inNetwork(); i++) {
                theta[i] += PERTURBATION * rng.gaussian();
            }
        }
        // The network stays where it is, while what the rule remembers comes to be as in a run.
        Stepper stepper = new Stepper(source, new GradientDescent(0), TestNetwork.SEED);
        Diagnostics probe = new Diagnostics(source);
        double sum = 0;
        for (int i = 1; i <= samples; i++) {
            // Streams are keyed by the step: with steps of its own every start draws other numbers.
            probe.inspect((long) start * samples + i);
            sum += dotLastLayer(probe, probe.pseudoGradient()) / dotLastLayer(probe, probe.trueGradient());
            stepper.step();
        }
        return sum / samples;
    }
}
