package dev.engram.testkit.contract.rule;

import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.step.LearningSource;
import dev.engram.spi.Activation;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Requirement;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKind;
import dev.engram.testkit.parts.CrossEntropy;
import dev.engram.testkit.parts.Dense;
import dev.engram.testkit.parts.Gaussian;
import dev.engram.testkit.parts.Identity;
import dev.engram.testkit.parts.Sigmoid;
import dev.engram.testkit.parts.Softmax;
import dev.engram.testkit.parts.SumOfSquares;
import dev.engram.testkit.parts.Tanh;
import dev.engram.testkit.parts.Threshold;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A small network with data and a loss, in which a rule is checked. Classes are coded one-hot; the targets of a
 * regression are normally distributed.
 *
 * @param name a short description
 * @param inputs the width of the inputs
 * @param layers the layers, first to last
 * @param loss the loss
 * @param width the width of the targets; the last layer may differ
 * @param classes whether the data has classes
 */
public record TestNetwork(
        String name, int inputs, List<LayerKind> layers, LossFunction loss, int width, boolean classes) {
    static final long SEED = 11;
    static final int EXAMPLES = 6;
    private static final int INPUTS = 4;
    private static final int HIDDEN = 5;
    private static final int CLASSES = 3;

    /** All test networks, from typical to special. A rule is checked in the first that meets its requirements. */
    public static final List<TestNetwork> ALL = List.of(
            network(
                    "tanh, softmax, cross-entropy",
                    true,
                    new CrossEntropy(),
                    layer(HIDDEN, new Tanh()),
                    layer(HIDDEN, new Tanh()),
                    layer(CLASSES, new Softmax())),
            network("one identity layer, sum of squares", true, new SumOfSquares(), layer(CLASSES, new Identity())),
            network(
                    "sigmoid, softmax, cross-entropy",
                    true,
                    new CrossEntropy(),
                    layer(HIDDEN, new Sigmoid()),
                    layer(CLASSES, new Softmax())),
            network("one softmax layer, cross-entropy", true, new CrossEntropy(), layer(CLASSES, new Softmax())),
            network(
                    "regression: tanh, identity, sum of squares",
                    false,
                    new SumOfSquares(),
                    layer(HIDDEN, new Tanh()),
                    layer(CLASSES, new Identity())),
            network(
                    "regression: one identity layer, sum of squares",
                    false,
                    new SumOfSquares(),
                    layer(CLASSES, new Identity())),
            network(
                    "last layer wider than the targets",
                    true,
                    new SumOfSquares(),
                    layer(HIDDEN, new Sigmoid()),
                    layer(HIDDEN, new Sigmoid())),
            network("one layer, wider than the targets", true, new SumOfSquares(), layer(HIDDEN, new Identity())),
            network(
                    "thresholds, sum of squares",
                    true,
                    new SumOfSquares(),
                    layer(HIDDEN, new Threshold()),
                    layer(CLASSES, new Threshold())),
            network("one threshold layer, sum of squares", true, new SumOfSquares(), layer(CLASSES, new Threshold())));

    private static TestNetwork network(String name, boolean classes, LossFunction loss, LayerKind... layers) {
        return new TestNetwork(name, INPUTS, List.of(layers), loss, CLASSES, classes);
    }

    /** Returns a dense layer with normally distributed weights and biases. */
    public static LayerKind layer(int units, Activation phi) {
        return new Dense(units, phi, new Gaussian(0.5f), new Gaussian(0.1f));
    }

    private int last() {
        return ((Dense) layers.get(layers.size() - 1)).units();
    }

    /** Returns the requirements that this network meets for any rule; the batch is the whole training set. */
    Set<Requirement> satisfied() {
        Set<Requirement> satisfied = EnumSet.of(
                Requirement.LOSS_SLOPE,
                Requirement.FULL_BATCH,
                Requirement.PLAIN_LAYERS,
                Requirement.CHAIN,
                Requirement.SEPARATE_EXAMPLES,
                Requirement.PROPORTIONAL_STEP);
        addIf(satisfied, Requirement.CLASSES, classes);
        addIf(satisfied, Requirement.OUTPUT_LAYER, last() == width);
        addIf(satisfied, Requirement.HIDDEN_LAYER, layers.size() > 1);
        addIf(satisfied, Requirement.ONE_LAYER, layers.size() == 1);
        addIf(
                satisfied,
                Requirement.SLOPES,
                layers.stream().allMatch(l -> ((Dense) l).activation().differentiable()));
        addIf(
                satisfied,
                Requirement.NOT_NEGATIVE,
                layers.stream().allMatch(l -> ((Dense) l).activation().min() >= 0));
        return satisfied;
    }

    private static void addIf(Set<Requirement> satisfied, Requirement requirement, boolean met) {
        if (met) {
            satisfied.add(requirement);
        }
    }

    /** Returns the examples: normally distributed inputs, and classes in turn. */
    Split data() {
        Rng rng = RandomStreams.of(SEED, "situation");
        float[] x = new float[EXAMPLES * inputs], t = new float[EXAMPLES * width];
        int[] labels = new int[classes ? EXAMPLES : 0];
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.gaussian();
        }
        for (int r = 0; r < EXAMPLES; r++) {
            for (int k = 0; k < width; k++) {
                t[r * width + k] = classes ? (r % width == k ? 1 : 0) : rng.gaussian();
            }
            if (classes) {
                labels[r] = r % width;
            }
        }
        List<String> names =
                classes ? IntStream.range(0, width).mapToObj(k -> "class" + k).toList() : List.of();
        int[] all = IntStream.range(0, EXAMPLES).toArray();
        return new Split(new Split.Examples(inputs, x, width, t, labels, names, false), all, all, all);
    }

    /** Returns the same inputs with other targets: each class replaced by another, each number negated. */
    Split otherTargets() {
        Split d = data();
        float[] t = new float[d.t().length];
        for (int i = 0; i < t.length; i++) {
            t[i] = classes ? d.t()[i - i % width + (i + width - 1) % width] : -d.t()[i];
        }
        int[] labels = IntStream.of(d.labels()).map(l -> (l + 1) % width).toArray();
        return new Split(
                new Split.Examples(d.inputs(), d.x(), width, t, labels, d.classes(), d.signed()),
                d.training(),
                d.validation(),
                d.test());
    }

    Learner learner(LearningRule rule) {
        return learner(rule, false, SEED);
    }

    private Learner learner(LearningRule rule, boolean observed, long seed) {
        return new Learner(seed, new NetworkSpec(inputs, layers, loss, width), rule, 2 * EXAMPLES, observed);
    }

    /** Returns a source that learns from these rows, in this order, in batches of the given size. */
    LearningSource source(LearningRule rule, int batch, int... rows) {
        return source(learner(rule), data(), batch, SEED, rows);
    }

    /** Returns a source whose steps can be observed. */
    LearningSource observedSource(LearningRule rule, int batch) {
        return observedSource(rule, batch, SEED);
    }

    /** Returns a source whose steps can be observed, with this seed for all random draws. */
    LearningSource observedSource(LearningRule rule, int batch, long seed) {
        return source(learner(rule, true, seed), data(), batch, seed, allRows());
    }

    /** Returns a source that learns from these examples. */
    LearningSource sourceWithTargets(LearningRule rule, Split examples, int batch, long seed) {
        return source(learner(rule, false, seed), examples, batch, seed, allRows());
    }

    private static int[] allRows() {
        return IntStream.range(0, EXAMPLES).toArray();
    }

    private LearningSource source(Learner learner, Split d, int batch, long seed, int... rows) {
        Split s = new Split(d.examples(), rows, rows, rows);
        return new LearningSource(learner, s, batch, TrainingSettings.Order.AS_IS, seed);
    }

    /** Returns a source that learns from all examples at every step. */
    public LearningSource source(LearningRule rule) {
        return source(rule, EXAMPLES, allRows());
    }

    /** Returns a source with every example twice in its batch. */
    LearningSource duplicatedSource(LearningRule rule) {
        return source(
                rule,
                2 * EXAMPLES,
                IntStream.range(0, 2 * EXAMPLES).map(i -> i / 2).toArray());
    }
}
