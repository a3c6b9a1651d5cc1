package dev.engram.testkit.contract.rule;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.parts.GradientDescent;

/**
 * The direction of an output layer that receives labels and no loss. Whatever such a rule minimizes, two copies that
 * are trained with different labels for the same inputs must come to differ as their labels do.
 *
 * <p>Two things remain unseen: hidden layers that receive only labels, and rules without an output layer
 * (forward-forward). A hidden layer may encode a label in any way that the next layer can decode, and if a random
 * matrix with mean 0 projects the label, the opposite sign is another draw of the same rule.
 */
final class LabelLearningChecks {
    static final String LEARNS_LABELS = "an output layer that receives only labels learns to predict them";

    private static final int BATCH = 4;
    /** Steps from each start: few, before outputs diverge, and many for a random rule. */
    private static final int[] STEPS = {2, 20, 200, 2000};

    private static final float RATE = 0.05f;

    private final LearningRule rule;
    private final TestNetwork in;

    private LabelLearningChecks(LearningRule rule, TestNetwork in) {
        this.rule = rule;
        this.in = in;
    }

    static void add(Checks to, LearningRule rule, TestNetwork in) {
        to.add(LEARNS_LABELS, () -> new LabelLearningChecks(rule, in).learnsLabels());
    }

    private ContractResult learnsLabels() {
        Locality locality = Locality.of(in.observedSource(rule, BATCH));
        int top = locality.depth() - 1;
        if (!locality.targets().labels().contains(top)
                || locality.targets().error().contains(top)
                || locality.targets().scalar().contains(top)) {
            return ContractResult.skipped("its last layer does not learn from labels alone");
        }
        if (!in.satisfied().contains(Requirement.OUTPUT_LAYER)) {
            return ContractResult.skipped("its last layer is not as wide as the targets");
        }
        Split right = in.data(), other = in.otherTargets();
        MeanOverStarts found = new MeanOverStarts(0, 0);
        for (int steps : STEPS) {
            found = MeanOverStarts.of(
                    start -> cosine(outputs(right, steps, start), outputs(other, steps, start), right.t(), other.t()));
            if (found.isPositive() || found.isNegative()) {
                break;
            }
        }
        String figures = Text.of(
                "cosine between the differences of outputs and of labels %.3g +- %.1g, from %d starts",
                found.mean(), found.standardError(), MeanOverStarts.COUNT);
        return found.isPositive()
                ? ContractResult.passed("%s", figures)
                : ContractResult.failed(
                        "expected the outputs of two copies to differ in the direction in which their labels differ,"
                                + " found %s%s",
                        figures,
                        found.isNegative()
                                ? ": it unlearns its labels; the trainer subtracts what a rule computes"
                                : ": it does not learn them");
    }

    /** Returns the scores of all examples after training. */
    private float[] outputs(Split taught, int steps, int start) {
        LearningSource source = in.sourceWithTargets(rule, taught, BATCH, TestNetwork.SEED + 1 + start);
        Stepper stepper = new Stepper(source, new GradientDescent(RATE), TestNetwork.SEED);
        for (int i = 0; i < steps; i++) {
            stepper.step();
        }
        ComputeContext context = new ComputeContext();
        ScratchMatrix scores = new ScratchMatrix(TestNetwork.EXAMPLES, in.width(), context),
                each = new ScratchMatrix(TestNetwork.EXAMPLES, 1, context);
        source.learner()
                .predict(
                        new MatrixView(taught.x(), 0, TestNetwork.EXAMPLES, taught.inputs()),
                        new MatrixView(taught.t(), 0, TestNetwork.EXAMPLES, in.width()),
                        scores,
                        each);
        return scores.data();
    }

    /** Returns the cosine between a - b and s - t; 0 if either is zero or not finite. */
    private static double cosine(float[] a, float[] b, float[] s, float[] t) {
        double product = 0, left = 0, right = 0;
        for (int i = 0; i < a.length; i++) {
            double d = (double) a[i] - b[i], e = (double) s[i] - t[i];
            product += d * e;
            left += d * d;
            right += e * e;
        }
        double cosine = product / Math.sqrt(left * right);
        return Double.isFinite(cosine) ? cosine : 0;
    }
}
