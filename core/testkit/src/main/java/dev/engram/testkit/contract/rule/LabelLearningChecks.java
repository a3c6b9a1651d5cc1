package dev.engram.testkit.contract.rule;

import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.network.ComputeContext;
import dev.engram.engine.network.MatrixView;
import dev.engram.engine.network.ScratchMatrix;
import dev.engram.engine.step.LearningSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Requirement;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.parts.GradientDescent;

/**
 * Which way an output layer leads that hears of the right answers and of no loss. Whatever it makes smaller, two copies
 * that are taught different answers to the same questions have to come to differ as their teachers do.
 *
 * <p>What this cannot see: hidden layers that hear of labels alone, and rules that need no output layer (forward-forward).
 * A hidden layer may code a label in any way that the layer above can read, and where the label is carried by a matrix that
 * is drawn evenly about 0, the other sign is another draw of the same rule.
 */
final class LabelLearningChecks {
    static final String LEARNS_LABELS = "an output layer that learns from labels comes to answer as it is taught";

    private static final int BATCH = 4;
    /** Steps from each start: few, before answers run away, and many for a rule that draws at random. */
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
            return ContractResult.skipped("its last layer is not as wide as the targets, and no answer by itself");
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
                "%.3g, the cosine of how answers differ to how teachers do, give or take %.1g, from %d starts",
                found.mean(), found.standardError(), MeanOverStarts.COUNT);
        return found.isPositive()
                ? ContractResult.passed("%s", figures)
                : ContractResult.failed(
                        "expected copies that are taught different answers to differ as their teachers do, found %s%s",
                        figures,
                        found.isNegative()
                                ? ": it unlearns what it is taught; what a rule fills in is subtracted"
                                : ": it learns nothing of them");
    }

    /** What the model says to all examples after it was taught. */
    private float[] outputs(Split taught, int steps, int start) {
        LearningSource source = in.sourceWithTargets(rule, taught, BATCH, TestNetwork.SEED + 1 + start);
        Stepper stepper = new Stepper(source, new GradientDescent(RATE), TestNetwork.SEED);
        for (int i = 0; i < steps; i++) {
            stepper.step();
        }
        ComputeContext aside = new ComputeContext();
        ScratchMatrix scores = new ScratchMatrix(TestNetwork.EXAMPLES, in.width(), aside),
                each = new ScratchMatrix(TestNetwork.EXAMPLES, 1, aside);
        source.learner()
                .predict(
                        new MatrixView(taught.x(), 0, TestNetwork.EXAMPLES, taught.inputs()),
                        new MatrixView(taught.t(), 0, TestNetwork.EXAMPLES, in.width()),
                        scores,
                        each);
        return scores.data();
    }

    /** Of a - b to s - t; 0 where the answers are the same, or no numbers any more. */
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
