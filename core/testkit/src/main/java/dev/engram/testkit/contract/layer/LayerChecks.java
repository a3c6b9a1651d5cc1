package dev.engram.testkit.contract.layer;

import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.network.LayerException;
import dev.engram.engine.step.Snapshot;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Allocation;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.harness.TrainingHarness;
import dev.engram.testkit.harness.TrainingTask;
import dev.engram.testkit.parts.Backpropagation;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.GradientDescent;
import dev.engram.testkit.parts.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contract of layers. A layer is checked between two dense layers, for each of three inputs that it accepts: an
 * image, a sequence, and features. A layer that accepts none of them because it needs whole numbers, such as an
 * embedding, is checked as the first layer.
 */
public final class LayerChecks {
    static final String ACCEPTS = "it accepts an image, a sequence or features";
    static final String GRADIENT = "its errors and gradients are derivatives: central differences agree";
    static final String TANGENT = "its tangent and its error agree: <D, J u> = <J' D, u>";
    static final String READS = "it only reads the error at its outputs";
    static final String SAME_NOISE = "all passes of a step are the same, bit for bit";
    static final String MEAN = "a batch with every example twice gives the same mean gradient";
    static final String BATCH = "in an evaluation, a batch gives what its examples give one by one";
    static final String EVALUATION = "an evaluation changes neither parameters nor state";
    static final String RESTORE = "a training that was saved and restored continues with the same bits";
    static final String MIN = "its outputs are never below the lower bound that it claims";
    static final String NO_ALLOCATION = "a training step allocates nothing";

    private static final int INPUTS = 5;
    private static final List<Shape> SHAPES = List.of(new Shape(4, 6, 7), Shape.sequence(4, 9), Shape.features(12));
    /** Large steps, so that the state of layers changes visibly. */
    private static final float RATE = 0.1f;

    /** The numbers of different inputs that are tried for a layer that needs whole numbers. */
    private static final List<Integer> VALUES = List.of(4, 2, 1);

    private final String inputs;
    private final TrainingTask task;

    private LayerChecks(String inputs, TrainingTask task) {
        this.inputs = inputs;
        this.task = task;
    }

    /** Returns the checks of a layer between two dense layers. */
    private static LayerChecks between(LayerKind kind, Shape shape) {
        return new LayerChecks(
                shape.toString(),
                TrainingTask.classes(new CrossEntropy(), new ShapedDense(shape), kind, output())
                        .inputs(INPUTS)
                        .sameBatch());
    }

    /** Returns the checks of a first layer, whose inputs are whole numbers from 0. */
    private static LayerChecks first(LayerKind kind, int values) {
        return new LayerChecks(
                INPUTS + " whole numbers from 0 to " + (values - 1),
                TrainingTask.classes(new CrossEntropy(), kind, output())
                        .inputs(INPUTS)
                        .wholeInputs(values)
                        .sameBatch());
    }

    private static LayerKind output() {
        return TrainingTask.dense(TrainingTask.CLASSES, new Softmax());
    }

    /** Adds the checks of a layer. */
    public static void add(Checks to, LayerKind kind) {
        Map<Shape, String> refused = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        List<LayerChecks> accepted = new ArrayList<>();
        List<String> unsuitable = new ArrayList<>();
        for (Shape s : SHAPES) {
            LayerChecks checks = between(kind, s);
            try {
                checks.harness(new Backpropagation());
                accepted.add(checks);
            } catch (LayerException e) {
                refused.put(s, e.getMessage());
            } catch (IncompatibleException e) {
                unsuitable.add(e.getMessage());
            }
        }
        if (accepted.isEmpty() && !unsuitable.isEmpty()) {
            VALUES.stream()
                    .map(values -> first(kind, values))
                    .filter(LayerChecks::isAccepted)
                    .findFirst()
                    .ifPresent(accepted::add);
        }
        to.add(ACCEPTS, () -> accepts(accepted, refused, unsuitable));
        for (LayerChecks c : accepted) {
            c.addAll(to);
        }
    }

    private boolean isAccepted() {
        try {
            harness(new Backpropagation());
            return true;
        } catch (IncompatibleException e) {
            return false;
        }
    }

    private static ContractResult accepts(
            List<LayerChecks> accepted, Map<Shape, String> refused, List<String> unsuitable) {
        if (!accepted.isEmpty()) {
            return ContractResult.passed(
                    "%s", accepted.stream().map(c -> c.inputs).toList());
        }
        return unsuitable.isEmpty()
                ? ContractResult.failed("expected one input to be accepted, found %s", refused)
                : ContractResult.skipped(
                        "its behaviour was not checked, because it accepts neither normally distributed inputs nor"
                                + " whole numbers: %s",
                        unsuitable.get(0));
    }

    private void addAll(Checks to) {
        add(to, GRADIENT, () -> LayerDerivatives.gradient(harness(new Backpropagation())));
        add(to, TANGENT, () -> LayerDerivatives.tangent(this::harness));
        add(to, READS, this::reads);
        add(to, SAME_NOISE, this::sameNoise);
        add(to, MEAN, () -> RepeatedExamples.check(task));
        add(to, BATCH, this::batch);
        add(to, EVALUATION, this::evaluation);
        add(to, RESTORE, this::restore);
        add(to, MIN, this::min);
        add(to, NO_ALLOCATION, this::noAllocation);
    }

    private void add(Checks to, String name, Check.Body body) {
        to.add(name + " (" + inputs + ")", body);
    }

    private TrainingHarness harness(LearningRule rule) {
        return new TrainingHarness(task, rule);
    }

    private TrainingHarness trained() {
        return new TrainingHarness(task, new Backpropagation(), new GradientDescent(RATE));
    }

    private ContractResult reads() {
        String[] why = {null};
        TrainingHarness h = harness(setup -> {
            int checked = setup.network().depth() - 2;
            var pass = setup.activationsPerLayer();
            var delta = setup.likeOutputs()[checked];
            var unchanged = setup.likeOutputs()[checked];
            var d = setup.likePreActivations()[checked];
            return batch -> {
                setup.network().forward(batch.inputs(), pass);
                unchanged.set(delta.map(pass[checked].output(), x -> 1 + x * x));
                setup.network().layer(checked).backwardActivation(pass[checked], delta, d);
                why[0] = Bits.difference("the error", unchanged.data(), delta.data());
                return 0;
            };
        });
        h.step();
        return why[0] == null ? ContractResult.passed("one pass") : ContractResult.failed("%s", why[0]);
    }

    private ContractResult sameNoise() {
        TrainingHarness h = harness(new Backpropagation());
        h.step();
        float[] first = h.gradient();
        h.computeGradient();
        String why =
                Bits.difference("gradient of a second pass", first, h.arena().gradient());
        return why == null ? ContractResult.passed("%d numbers", first.length) : ContractResult.failed("%s", why);
    }

    private ContractResult batch() {
        TrainingHarness h = trained();
        h.steps(3);
        float[] together = scores(h, 0, TrainingTask.ROWS);
        for (int r = 0; r < TrainingTask.ROWS; r++) {
            float[] alone = scores(h, r, 1);
            for (int k = 0; k < TrainingTask.CLASSES; k++) {
                float expected = together[r * TrainingTask.CLASSES + k];
                if (Float.floatToIntBits(alone[k]) != Float.floatToIntBits(expected)) {
                    return ContractResult.failed(
                            "example %d: expected %s as in the batch, found %s alone", r, expected, alone[k]);
                }
            }
        }
        return ContractResult.passed("%d examples", TrainingTask.ROWS);
    }

    /** Returns the predictions of some rows of the batch. */
    private static float[] scores(TrainingHarness h, int first, int rows) {
        int k = TrainingTask.CLASSES;
        float[] x = new float[rows * INPUTS], t = new float[rows * k];
        for (int i = 0; i < x.length; i++) {
            x[i] = h.batch().inputs().get(first + i / INPUTS, i % INPUTS);
        }
        for (int i = 0; i < t.length; i++) {
            t[i] = h.batch().targets().get(first + i / k, i % k);
        }
        ScratchMatrix scores = new ScratchMatrix(rows, k, new ComputeContext());
        ScratchMatrix each = new ScratchMatrix(rows, 1, new ComputeContext());
        h.learner().predict(new MatrixView(x, 0, rows, INPUTS), new MatrixView(t, 0, rows, k), scores, each);
        return scores.data();
    }

    private ContractResult evaluation() {
        TrainingHarness h = trained();
        h.steps(3);
        Snapshot before = h.stepper().save();
        scores(h, 0, TrainingTask.ROWS);
        return same(before, h.stepper().save(), "after an evaluation");
    }

    private static ContractResult same(Snapshot a, Snapshot b, String when) {
        String why = Bits.difference("parameters " + when, a.theta(), b.theta());
        for (Map.Entry<String, float[]> e : a.ruleState().entrySet()) {
            why = why == null
                    ? Bits.difference(
                            e.getKey() + " " + when, e.getValue(), b.ruleState().get(e.getKey()))
                    : why;
        }
        return why == null
                ? ContractResult.passed(
                        "%d parameters, %d states",
                        a.theta().length, a.ruleState().size())
                : ContractResult.failed("%s", why);
    }

    private ContractResult restore() {
        TrainingHarness whole = trained(), part = trained();
        whole.steps(3);
        Snapshot saved = whole.stepper().save();
        whole.steps(3);
        part.steps(1);
        part.stepper().restore(saved);
        part.steps(3);
        return same(whole.stepper().save(), part.stepper().save(), "after 6 steps");
    }

    private ContractResult min() {
        float[] least = {Float.POSITIVE_INFINITY, 0};
        TrainingHarness h = harness(setup -> {
            var backward = setup.backward((layer, batch) -> layer.weights());
            var pass = setup.activationsPerLayer();
            Layer checked = setup.network().layer(setup.network().depth() - 2);
            least[1] = checked.min();
            return batch -> {
                double loss = backward.learn(batch);
                setup.network().forward(batch.inputs(), pass);
                var out = pass[checked.index()].output();
                for (int r = 0; r < out.rows(); r++) {
                    for (int c = 0; c < out.cols(); c++) {
                        least[0] = Math.min(least[0], out.get(r, c));
                    }
                }
                return loss;
            };
        });
        h.step();
        return least[0] >= least[1]
                ? ContractResult.passed("smallest output %s, lower bound %s", least[0], least[1])
                : ContractResult.failed("expected at least %s, found %s", least[1], least[0]);
    }

    private ContractResult noAllocation() {
        TrainingHarness h = harness(new Backpropagation());
        h.step();
        return Allocation.check(() -> h.learner().learn(h.batch()), Allocation.RULE_STEPS);
    }
}
