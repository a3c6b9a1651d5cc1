package dev.engram.engine.train;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.ExampleReader;
import dev.engram.engine.data.Split;
import dev.engram.engine.matrix.MatrixView;
import dev.engram.engine.network.Learner;
import dev.engram.engine.network.NetworkSpec;
import dev.engram.engine.network.NetworkWeights;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.StageKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Features: the outputs of a layer of a trained network for the examples of its run, as an evaluation computes them.
 * Batch normalization uses its running statistics, dropout changes nothing, and inputs are not augmented at random.
 */
public final class NetworkFeatures {
    private static final LearningRule NO_RULE = setup -> batch -> 0;

    private final Split split;
    private final Learner lower;
    private final ExampleReader reader;
    private final MatrixView inputs;
    private final float[] x;
    private final int chunk;

    /**
     * Builds the layers up to one, with stored weights.
     *
     * @param run a run that trains a network
     * @param weights the arrays of the network; those of the rule are not needed
     * @param layer the index of the layer in the network; null for the last one before the last layer with weights
     * @throws IncompatibleException if there is no such layer, if no layer up to it has weights, if the rule makes its
     *     own predictions, or if the weights are not those of the network
     */
    public NetworkFeatures(ResolvedRun run, DataCache data, List<NamedArray> weights, Integer layer) {
        NetworkTraining task = (NetworkTraining) run.task();
        split = data.split(task.data(), run.seed());
        Learner whole =
                new Learner(run.seed(), spec(task, task.network()), task.rule().component(), 1, false);
        requireFits(task, whole, weights);
        List<LayerKind> layers = task.network().subList(0, end(task.network(), whole.outputPath(), layer));
        chunk = Evaluator.MAX_CHUNK;
        lower = new Learner(run.seed(), spec(task, layers), NO_RULE, chunk, false);
        Set<String> names = lower.weights().declarations().stream()
                .map(NetworkWeights.Declaration::name)
                .collect(Collectors.toSet());
        weights.stream().filter(a -> names.contains(a.name())).forEach(lower.weights()::set);
        reader = ExampleReader.forEvaluation(split);
        x = new float[chunk * split.inputs()];
        inputs = new MatrixView(x, 0, chunk, split.inputs());
    }

    private NetworkSpec spec(NetworkTraining task, List<LayerKind> layers) {
        return new NetworkSpec(split.shape(), layers, task.loss().component(), split.targets());
    }

    private static void requireFits(NetworkTraining task, Learner whole, List<NamedArray> weights) {
        if (!whole.predictsForward()) {
            throw new IncompatibleException(task.rule().name() + " makes its own predictions, so that the outputs of a"
                    + " layer are not what it computes with");
        }
        List<String> mismatches = whole.weights().mismatches(weights);
        if (!mismatches.isEmpty()) {
            throw new IncompatibleException(
                    "the weights are not those of the network: " + String.join("; ", mismatches));
        }
    }

    /** Returns the number of layers up to the chosen one. */
    private static int end(List<LayerKind> network, String outputPath, Integer layer) {
        int last = Integer.parseInt(outputPath.split("\\.")[0]);
        int end = layer == null ? last : layer + 1;
        if (layer != null && (layer < 0 || layer >= network.size())) {
            throw new IncompatibleException(
                    "there is no layer " + layer + "; the network has layers 0 to " + (network.size() - 1));
        }
        if (network.subList(0, end).stream().allMatch(StageKind.class::isInstance)) {
            throw new IncompatibleException(
                    layer == null
                            ? "no layer with weights comes before the last one, so that its features are the inputs"
                            : "neither layer " + layer + " nor one before it has weights");
        }
        return end;
    }

    /** Returns the examples of the run. */
    public Split split() {
        return split;
    }

    /** Returns the number of features of an example. */
    public int size() {
        return lower.network().last().outputs();
    }

    /** Returns the largest number of examples that {@link #of} computes. */
    public int chunk() {
        return chunk;
    }

    /**
     * Returns the features of some examples, one row for each, valid until the next call.
     *
     * @param rows rows of the table; those from {@code first} on are computed
     */
    public Matrix of(int[] rows, int first, int count) {
        reader.read(0, rows, first, count, x);
        inputs.wrap(x, 0, count);
        return lower.outputs(inputs);
    }
}
