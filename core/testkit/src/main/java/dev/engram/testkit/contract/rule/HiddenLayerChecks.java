package dev.engram.testkit.contract.rule;

import dev.engram.engine.inspect.Diagnostics;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Parameter;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.parts.GradientDescent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which way hidden layers lead. A hidden layer that hears of a loss, by its derivative, its value or at a head of its own,
 * must not go up the loss of the network. It need not go down it either: feedback that is drawn evenly about 0 begins at a
 * right angle to the gradient. So only a mean over many draws counts that is clearly uphill. Where a network at rest tells
 * nothing, a short run is looked at, in which feedback and weights come to align.
 *
 * <p>What this cannot see: the sign of feedback that is drawn evenly about 0 (feedback alignment, PEPITA), since the other
 * sign is another draw of the same rule, and learns as well; hidden layers that hear of labels alone, or of nothing, since
 * they promise nothing about the loss; and a way that is lost in noise. A decay that outweighs the loss counts as uphill.
 */
final class HiddenLayerChecks {
    static final String NOT_ASCENDING = "no hidden layer that hears of a loss goes up it";

    private static final int BATCH = 4;
    /** Looks from each start at a network at rest: few tell what is no estimate, many what there is in noise. */
    private static final int[] SAMPLES = {5, 50, 500};
    /** Enough for twins to come near each other and for heads to learn, while the loss still falls. */
    private static final int TRAINING_STEPS = 400;

    private static final float RATE = 0.1f;

    private final LearningRule rule;
    private final TestNetwork in;

    private HiddenLayerChecks(LearningRule rule, TestNetwork in) {
        this.rule = rule;
        this.in = in;
    }

    static void add(Checks to, LearningRule rule, TestNetwork in) {
        to.add(NOT_ASCENDING, () -> new HiddenLayerChecks(rule, in).notAscending());
    }

    private ContractResult notAscending() {
        LearningSource source = in.observedSource(rule, BATCH);
        if (!source.learner().hasTrueGradient()) {
            return ContractResult.skipped("the loss of this network has no gradient to compare with");
        }
        Locality locality = Locality.of(source);
        Set<Integer> unclear = new TreeSet<>(locality.targets().error());
        unclear.addAll(locality.targets().scalar());
        unclear.addAll(locality.targets().heads());
        unclear.remove(locality.depth() - 1);
        if (unclear.isEmpty()) {
            return ContractResult.skipped("no hidden layer of it hears of a loss");
        }
        List<String> found = new ArrayList<>();
        for (int stage = 0; stage <= SAMPLES.length && !unclear.isEmpty(); stage++) {
            boolean fixedWeights = stage < SAMPLES.length;
            double[][] projectionsByStart = new double[MeanOverStarts.COUNT][];
            for (int start = 0; start < MeanOverStarts.COUNT; start++) {
                projectionsByStart[start] =
                        fixedWeights ? atFixedWeights(start, SAMPLES[stage]) : duringTraining(start);
            }
            for (int layer : List.copyOf(unclear)) {
                MeanOverStarts s = MeanOverStarts.of(start -> projectionsByStart[start][layer]);
                if (s.isNegative()) {
                    return ContractResult.failed(
                            "expected no layer to lead up the loss, found layer%d at %.3g%s, give or take %.1g, from"
                                    + " %d starts; what a rule fills in is subtracted",
                            layer,
                            s.mean(),
                            fixedWeights ? " of the gradient" : ", the cosine to the gradient in a run",
                            s.standardError(),
                            MeanOverStarts.COUNT);
                }
                if (s.isPositive()) {
                    unclear.remove(layer);
                    found.add(Text.of(
                            "layer%d %.3g%s",
                            layer, s.mean(), fixedWeights ? " of the gradient" : " (cosine in a run)"));
                }
            }
        }
        for (int layer : unclear) {
            found.add("layer" + layer + " to neither side");
        }
        return ContractResult.passed("%s, from %d starts", String.join(", ", found), MeanOverStarts.COUNT);
    }

    /** The mean of (g . d) / (d . d) in each layer, for what the rule says and the true gradient. */
    private double[] atFixedWeights(int start, int samples) {
        ProjectionMean projections = new ProjectionMean(start, 0);
        for (int i = 1; i <= samples; i++) {
            projections.sample(i, false);
            projections.stepper
                    .step(); // the network stays where it is, while what the rule remembers comes to be as in a run
        }
        return projections.mean();
    }

    /** The mean cosine in the second half of a run. A rule that runs away is looked at as long as it has numbers. */
    private double[] duringTraining(int start) {
        ProjectionMean projections = new ProjectionMean(start, RATE);
        for (int i = 1; i <= TRAINING_STEPS; i++) {
            if (i > TRAINING_STEPS / 2) {
                projections.sample(i, true);
            }
            if (!projections.stepper.step()) {
                break;
            }
        }
        return projections.mean();
    }

    /** One start, with weights and feedback of its own. */
    private final class ProjectionMean {
        private final Stepper stepper;
        private final Diagnostics probe;
        private final double[] sum = new double[in.layers().size()];
        private int count;

        ProjectionMean(int start, float rate) {
            LearningSource source = in.observedSource(rule, BATCH, TestNetwork.SEED + 1 + start);
            stepper = new Stepper(source, new GradientDescent(rate), TestNetwork.SEED);
            probe = new Diagnostics(source);
        }

        void sample(long step, boolean cosine) {
            probe.inspect(step);
            float[] update = probe.pseudoGradient(), truth = probe.trueGradient();
            for (int l = 0; l < sum.length; l++) {
                double lengths = dotInLayer(truth, truth, l);
                double projection = dotInLayer(update, truth, l)
                        / (cosine ? Math.sqrt(lengths * dotInLayer(update, update, l)) : lengths);
                sum[l] += Double.isFinite(projection) ? projection : 0; // a gradient of zero leads nowhere
            }
            count++;
        }

        private double dotInLayer(float[] a, float[] b, int layer) {
            double product = 0;
            for (Parameter p : probe.parameters()) {
                for (int i = p.from(); i < p.to() && p.name().startsWith("layer" + layer + "/"); i++) {
                    product += (double) a[i] * b[i];
                }
            }
            return product;
        }

        double[] mean() {
            double[] mean = sum.clone();
            for (int l = 0; l < mean.length && count > 0; l++) {
                mean[l] /= count;
            }
            return mean;
        }
    }
}
