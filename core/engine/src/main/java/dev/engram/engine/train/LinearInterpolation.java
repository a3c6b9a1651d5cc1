package dev.engram.engine.train;

import dev.engram.engine.data.Batches;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.network.NetworkWeights;
import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The loss on the straight line between the weights of two runs.
 *
 * <pre>
 *   L(t) = loss of the network with weights (1 - t) A + t B
 * </pre>
 *
 * The loss is that of the first run, on the training and validation examples of the first run. Its ends are the
 * networks themselves: with all examples, L(0) has the bits of the loss that the first run has recorded. Hidden units
 * keep their numbers: two networks that are equal but for the order of their units have a barrier between them.
 *
 * <p>Running statistics of batch normalization belong to a network and cannot be interpolated. They are computed anew
 * for every t, the ends included: from their initial values, with {@link #STATISTICS_BATCHES} training batches of the
 * first run, as in its training. Goodfellow, Vinyals and Saxe 2015, Qualitatively characterizing neural network
 * optimization problems; Garipov et al. 2018, Loss surfaces, mode connectivity, and fast ensembling of DNNs (for the
 * statistics).
 */
public final class LinearInterpolation {
    /** Batches for running statistics: with the usual momentum of 0.1, their initial values weigh less than 1e-9. */
    public static final int STATISTICS_BATCHES = 200;

    private final ResolvedRun run;
    private final Split split;
    private final Learner learner;
    private final int chunk;
    /** The state of the layers before training. */
    private final List<NamedArray> initialStates;

    private final int[] training;
    private final int[] validation;

    /**
     * Prepares lines whose first run is this one.
     *
     * @param examples the most training examples and the most validation examples; if there are more, they are drawn
     *     once
     * @throws IncompatibleException if the run trains no network, or if its loss does not apply to the network's output
     */
    public LinearInterpolation(ResolvedRun first, DataCache data, int examples) {
        run = first;
        NetworkTraining task = task(first);
        split = data.split(task.data(), first.seed());
        chunk = Evaluator.chunk(split);
        int batch = first.training().batching().batch().resolve(split.training().length);
        learner = learner(task, split, first.seed(), Math.max(batch, chunk));
        if (!learner.predictsForward() || learner.network().last().outputs() != split.targets()) {
            throw new IncompatibleException("the loss does not apply to the outputs of the network, because "
                    + (learner.predictsForward()
                            ? "their number differs from that of the targets"
                            : task.rule().name() + " makes its own predictions"));
        }
        initialStates = states();
        training = drawn(split.training(), examples);
        validation = drawn(split.validation(), examples);
    }

    /** Returns the task of a run that trains a network. */
    private static NetworkTraining task(ResolvedRun run) {
        if (run.task() instanceof NetworkTraining task) {
            return task;
        }
        throw new IncompatibleException("a run on a landscape has no network");
    }

    private static Learner learner(NetworkTraining task, Split split, long seed, int capacity) {
        NetworkSpec network =
                new NetworkSpec(split.shape(), task.network(), task.loss().component(), split.targets());
        return new Learner(seed, network, task.rule().component(), capacity, false);
    }

    private int[] drawn(int[] rows, int most) {
        if (rows.length <= most) {
            return rows;
        }
        int[] some = rows.clone();
        RandomStreams.of(run.seed(), "interpolation").shuffle(some, some.length);
        some = Arrays.copyOf(some, most);
        Arrays.sort(some);
        return some;
    }

    private List<NamedArray> states() {
        Set<String> names = learner.weights().layerStates();
        return learner.weights().copy(learner.arena().theta()).stream()
                .filter(a -> names.contains(a.name()))
                .toList();
    }

    /** Returns the number of training examples. */
    public int trainingExamples() {
        return training.length;
    }

    /** Returns the number of validation examples. */
    public int validationExamples() {
        return validation.length;
    }

    /** Returns whether there are running statistics, which are computed anew for every position. */
    public boolean recomputesStatistics() {
        return !initialStates.isEmpty();
    }

    /** Returns how many of the validation examples were training examples of another run. */
    public int validationExamplesTrainedOnBy(ResolvedRun other, DataCache data) {
        Set<Integer> theirs = Arrays.stream(
                        data.split(task(other).data(), other.seed()).training())
                .boxed()
                .collect(Collectors.toSet());
        return (int) Arrays.stream(validation).filter(theirs::contains).count();
    }

    /**
     * Returns whether the networks of both runs compute the same function of their weights: the outputs for training
     * examples are compared bit by bit, with the weights of the second run.
     */
    public boolean sameFunction(ResolvedRun second, List<NamedArray> weights) {
        NetworkTraining task = task(second);
        Learner other = learner(task, split, second.seed(), chunk);
        if (!other.weights().mismatches(weights).isEmpty()
                || !learner.weights().mismatches(ofNetwork(weights)).isEmpty()
                || other.network().last().outputs() != split.targets()) {
            return false;
        }
        weights.forEach(other.weights()::set);
        ofNetwork(weights).forEach(learner.weights()::set);
        int[] rows = Arrays.copyOf(training, Math.min(training.length, chunk));
        return Arrays.equals(scores(other, second, rows), scores(learner, run, rows));
    }

    private float[] scores(Learner network, ResolvedRun of, int[] rows) {
        Metric.Predictions p = new Evaluator(network, task(of).loss().component(), split, chunk)
                .predict(rows, network.arena().theta());
        float[] all = new float[rows.length * split.targets()];
        for (int i = 0; i < all.length; i++) {
            all[i] = p.scores().get(i / split.targets(), i % split.targets());
        }
        return all;
    }

    private static List<NamedArray> ofNetwork(List<NamedArray> weights) {
        return weights.stream()
                .filter(a -> !a.name().startsWith(NetworkWeights.RULE))
                .toList();
    }

    /**
     * Computes the losses on a line.
     *
     * @param first arrays of the first run
     * @param second arrays of the second run, of the same names and shapes; those of the learning rule are not used
     * @throws IncompatibleException if the arrays are not those of the network, or not finite
     */
    public List<InterpolatedLoss> between(List<NamedArray> first, List<NamedArray> second, InterpolationGrid grid) {
        List<NamedArray> a = parameters(first), b = parameters(second);
        Evaluator onTraining = new Evaluator(learner, task(run).loss().component(), split, chunk);
        Evaluator onValidation = new Evaluator(learner, task(run).loss().component(), split, chunk);
        List<InterpolatedLoss> line = new ArrayList<>();
        for (double t : grid.positions()) {
            moveTo(a, b, t);
            float[] theta = learner.arena().theta();
            Metric.Predictions seen = onTraining.predict(training, theta);
            Metric.Predictions unseen = validation.length == 0 ? null : onValidation.predict(validation, theta);
            line.add(new InterpolatedLoss(
                    t,
                    seen.loss(),
                    accuracy(seen),
                    unseen == null ? Double.NaN : unseen.loss(),
                    unseen == null ? Double.NaN : accuracy(unseen)));
        }
        return line;
    }

    /** Returns the arrays that are interpolated, after a check that all are there. */
    private List<NamedArray> parameters(List<NamedArray> weights) {
        List<String> mismatches = learner.weights().mismatches(ofNetwork(weights));
        if (!mismatches.isEmpty()) {
            throw new IncompatibleException(
                    "the weights are not those of the network: " + String.join("; ", mismatches));
        }
        Set<String> states = initialStates.stream().map(NamedArray::name).collect(Collectors.toSet());
        List<NamedArray> parameters = new ArrayList<>();
        for (NamedArray array : ofNetwork(weights)) {
            for (float v : array.values()) {
                if (!Float.isFinite(v)) {
                    throw new IncompatibleException(array.name() + " has a number that is not finite");
                }
            }
            if (!states.contains(array.name())) {
                parameters.add(array);
            }
        }
        return parameters;
    }

    private void moveTo(List<NamedArray> a, List<NamedArray> b, double t) {
        for (NamedArray x : a) {
            NamedArray y = b.stream()
                    .filter(o -> o.name().equals(x.name()))
                    .findFirst()
                    .orElseThrow();
            float[] mixed = new float[x.values().length];
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = (float) ((1 - t) * x.values()[i] + t * y.values()[i]);
            }
            learner.weights().set(new NamedArray(x.name(), x.shape(), mixed));
        }
        if (recomputesStatistics()) {
            computeStatistics();
        }
    }

    private void computeStatistics() {
        initialStates.forEach(learner.weights()::set);
        TrainingSettings.Batching batching = run.training().batching();
        int size = batching.batch().resolve(split.training().length);
        Batches batches = new Batches(split, size, batching.order(), batching.lastBatch(), run.seed());
        for (long step = 1; step <= STATISTICS_BATCHES; step++) {
            batches.gather(step);
            learner.updateStates(batches);
        }
    }

    private static double accuracy(Metric.Predictions p) {
        if (!p.classes()) {
            return Double.NaN;
        }
        int right = 0;
        for (int row = 0; row < p.scores().rows(); row++) {
            if (p.predicted(row) == p.label(row)) {
                right++;
            }
        }
        return (double) right / p.scores().rows();
    }
}
