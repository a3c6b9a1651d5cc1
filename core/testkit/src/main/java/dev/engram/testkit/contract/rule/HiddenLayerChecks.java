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
 * The direction of hidden layers. A hidden layer that receives a loss, by its derivative, its value or a head of its
 * own, must not ascend the loss of the network. It need not descend either: random feedback with mean 0 is orthogonal
 * to the gradient at first. A failure is therefore a mean over many draws that clearly ascends. If fixed weights give
 * no clear mean, a short training run is used, in which feedback and weights align.
 *
 * <p>Three things remain unseen. The sign of random feedback with mean 0 (feedback alignment, PEPITA): the opposite
 * sign is another draw of the same rule. Hidden layers that receive only labels, or nothing: they make no promise about
 * the loss. A direction that is lost in noise. A weight decay that outweighs the loss counts as ascent.
 */
final class HiddenLayerChecks {
    static final String NOT_ASCENDING = "hidden layers that receive the loss do not ascend it";

    private static final int BATCH = 4;
    /** Samples from each start at fixed weights: few suffice for an exact rule, many reveal a direction in noise. */
    private static final int[] SAMPLES = {5, 50, 500};
    /** Enough for coupled weights to align and for heads to learn, while the loss still decreases. */
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
            return ContractResult.skipped("none of its hidden layers receives a loss");
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
                            "expected no hidden layer to ascend the loss, found layer%d: %s %.3g +- %.1g, from %d"
                                    + " starts; the trainer subtracts what a rule computes",
                            layer,
                            fixedWeights ? "projection on the gradient" : "cosine to the gradient in training",
                            s.mean(),
                            s.standardError(),
                            MeanOverStarts.COUNT);
                }
                if (s.isPositive()) {
                    unclear.remove(layer);
                    found.add(Text.of(
                            "layer%d %.3g%s",
                            layer, s.mean(), fixedWeights ? " of the gradient" : " (cosine in training)"));
                }
            }
        }
        for (int layer : unclear) {
            found.add("layer" + layer + " without a clear direction");
        }
        return ContractResult.passed("%s, from %d starts", String.join(", ", found), MeanOverStarts.COUNT);
    }

    /** Returns the mean of (g . d) / (d . d) in each layer, for the rule's gradient g and the true gradient d. */
    private double[] atFixedWeights(int start, int samples) {
        ProjectionMean projections = new ProjectionMean(start, 0);
        for (int i = 1; i <= samples; i++) {
            projections.sample(i, false);
            projections.stepper.step(); // the parameters stay fixed, while the state of the rule develops as in a run
        }
        return projections.mean();
    }

    /** Returns the mean cosine in the second half of a run, or until the run diverges. */
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

    /** The projections from one start, with its own weights and feedback. */
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
                sum[l] += Double.isFinite(projection) ? projection : 0; // a zero gradient has no direction
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
