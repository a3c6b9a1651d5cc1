package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.matrix.ScratchMatrix;
import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.BoundRule;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Layer;
import dev.engram.spi.LayerRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Objective;
import dev.engram.spi.Rng;
import dev.engram.spi.Setup;
import dev.engram.spi.layer.AdjointMap;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.DenseMap;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Allocates what a rule asks for. Keeps track of the matrices with a row per example, of states and of scratch
 * memory.
 */
final class RuleSetup implements Setup {
    private final long seed;
    private final int capacity;
    private final Arena arena;
    private final ComputeContext computeContext;
    private final FeedForward feedForward;
    private final Objective loss;
    private final int targets;
    private final SynapsesKind output;
    private final List<ScratchMatrix> perExampleMatrices = new ArrayList<>();
    private final List<ScratchMatrix> scratchMatrices = new ArrayList<>();
    private final Map<String, ScratchMatrix> states = new TreeMap<>();
    private final Map<String, ScratchMatrix> constants = new TreeMap<>();
    private int batchRows;

    /**
     * The network that a rule is bound to.
     *
     * @param output the kind of the last layer with weights
     */
    record BoundNetwork(Arena arena, ComputeContext computeContext, FeedForward feedForward, SynapsesKind output) {}

    /** A dense layer that a rule requests. */
    private record Head(int units, Activation activation, Initialiser weights, Initialiser bias)
            implements SynapsesKind {
        @Override
        public AffineMap bind(LayerSetup setup) {
            return DenseMap.bind(setup, units);
        }
    }

    /** The adjoint of a layer, which a rule requests. */
    private record Inverse(Block layer, Activation activation, Initialiser weights, Initialiser bias)
            implements SynapsesKind {
        @Override
        public AffineMap bind(LayerSetup setup) {
            return AdjointMap.bind(setup, layer.map(), layer.inputShape(), layer.w.rows(), layer.w.cols());
        }
    }

    RuleSetup(long seed, int capacity, BoundNetwork network, Objective loss, int targets) {
        this.seed = seed;
        this.capacity = capacity;
        this.batchRows = capacity;
        this.arena = network.arena();
        this.computeContext = network.computeContext();
        this.feedForward = network.feedForward();
        this.output = network.output();
        this.loss = loss;
        this.targets = targets;
    }

    FeedForward feedForward() {
        return feedForward;
    }

    /** Returns the matrices that survive from step to step, by name. */
    Map<String, ScratchMatrix> states() {
        return states;
    }

    /** Returns the total size of the fixed matrices. */
    long constants() {
        return constants.values().stream().mapToLong(w -> w.data().length).sum();
    }

    int batchRows() {
        return batchRows;
    }

    /** Sets the number of rows of all matrices with one row per example. */
    void batchRows(int rows) {
        if (rows != batchRows) {
            batchRows = rows;
            // By index: an iterator would be the only allocation of a step whose batch is smaller than the previous
            // one.
            for (int i = 0; i < perExampleMatrices.size(); i++) {
                perExampleMatrices.get(i).setExamples(rows);
            }
        }
    }

    /** Fills all scratch memory with NaN, to expose rules that read stale contents. */
    void poison() {
        for (ScratchMatrix w : scratchMatrices) {
            Arrays.fill(w.data(), Float.NaN);
        }
    }

    @Override
    public FeedForward network() {
        return feedForward;
    }

    @Override
    public Objective loss() {
        return loss;
    }

    @Override
    public int targets() {
        return targets;
    }

    @Override
    public ScratchMatrix perExample(int cols) {
        return rowsPerExample(1, cols);
    }

    /** Returns scratch memory with several rows per example. */
    private ScratchMatrix rowsPerExample(int rows, int cols) {
        TooLargeException.checkRows(capacity, rows, cols);
        ScratchMatrix w = new ScratchMatrix(capacity * rows, cols, computeContext);
        w.rowsPerExample(rows);
        w.setExamples(batchRows);
        perExampleMatrices.add(w);
        scratchMatrices.add(w);
        return w;
    }

    @Override
    public ScratchMatrix perExample(int rows, int cols) {
        return rowsPerExample(rows, cols);
    }

    @Override
    public ScratchMatrix scratch(int rows, int cols) {
        ScratchMatrix w = new ScratchMatrix(rows, cols, computeContext);
        scratchMatrices.add(w);
        return w;
    }

    @Override
    public ScratchMatrix likeParameters() {
        ScratchMatrix w = arena.direction(computeContext);
        scratchMatrices.add(w);
        return w;
    }

    @Override
    public Activations activations(Layer layer) {
        LayerActivations t = ((Block) layer).stages().passes().activations(this::perExample, arena, capacity);
        BlockStages before = feedForward.inputStages();
        if (layer.index() == 0 && before != null) {
            t.beforeWeights = before.passes().activations(this::perExample, arena, capacity);
        }
        return t;
    }

    private static void requireUnique(Map<String, ScratchMatrix> named, String name) {
        if (named.containsKey(name)) {
            throw new IncompatibleException("two matrices are called " + name);
        }
    }

    @Override
    public ScratchMatrix state(String name, int rows, int cols) {
        requireUnique(states, name);
        ScratchMatrix w = new ScratchMatrix(rows, cols, computeContext);
        states.put(name, w);
        return w;
    }

    @Override
    public ScratchMatrix fixedGaussian(String name, int rows, int cols, float scale) {
        requireUnique(constants, name);
        ScratchMatrix w = new ScratchMatrix(rows, cols, computeContext);
        w.gaussian(RandomStreams.of(seed, "rule/" + name)).scale(scale);
        constants.put(name, w);
        return w;
    }

    @Override
    public ScratchMatrix fixedUniform(String name, int rows, int cols, float limit) {
        requireUnique(constants, name);
        ScratchMatrix w = new ScratchMatrix(rows, cols, computeContext);
        Rng rng = RandomStreams.of(seed, "rule/" + name);
        float[] data = w.data();
        for (int i = 0; i < data.length; i++) {
            data[i] = (2 * rng.uniform() - 1) * limit;
        }
        constants.put(name, w);
        return w;
    }

    @Override
    public ScratchMatrix feedback(Layer layer, String name, float scale) {
        requireUnique(constants, name);
        float[] drawn = ((Block) layer).draw(RandomStreams.of(seed, "rule/" + name));
        ScratchMatrix w =
                new ScratchMatrix(layer.weights().rows(), layer.weights().cols(), computeContext);
        System.arraycopy(drawn, 0, w.data(), 0, drawn.length);
        w.scale(scale);
        constants.put(name, w);
        return w;
    }

    @Override
    public Matrix coupled(Layer layer, String name, float decay) {
        Block block = (Block) layer;
        return arena.view(
                arena.addCoupled("rule/" + name, block.w, block.draw(RandomStreams.of(seed, "rule/" + name)), decay));
    }

    @Override
    public Layer layer(String name, int inputs, int units, Activation activation) {
        return auxiliary(name, Shape.features(inputs), new Head(units, activation, output.weights(), output.bias()));
    }

    @Override
    public Layer inverse(Layer layer, String name, Activation activation) {
        return auxiliary(
                name, layer.unitShape(), new Inverse((Block) layer, activation, output.weights(), output.bias()));
    }

    private Layer auxiliary(String name, Shape input, SynapsesKind kind) {
        LayerBinding.Place place = new LayerBinding.Place(
                -1,
                "rule/" + name,
                false,
                false,
                RandomStreams.of(seed, "rule/" + name + "/weights"),
                RandomStreams.of(seed, "rule/" + name + "/bias"));
        LayerBinding binding = LayerBinding.ofSynapses(
                new LayerBinding.BuildMemory(arena, computeContext.products(), new LayerBinding.States()),
                place,
                name,
                input,
                kind.weights(),
                kind.bias());
        Block block = new Block(
                -1,
                BlockStages.Tap.NETWORK_INPUT,
                binding,
                kind.bind(binding),
                kind.activation(),
                arena,
                computeContext);
        block.stages().close(false);
        return block;
    }

    @Override
    public Layer head(String name, int inputs) {
        if (feedForward.outputStages().lastActivation() == null) {
            throw new IncompatibleException("the rule adds output layers of its own, which end with the activation of"
                    + " the network's output, but the network ends with another stage");
        }
        return layer(name, inputs, targets, feedForward.outputStages().lastActivation());
    }

    @Override
    public BoundRule local(Function<Layer, LayerRule> choice) {
        return new LocalRuleSession(this, this::rowsPerExample, choice);
    }

    @Override
    public BoundRule backward(FeedbackPath feedbackPath) {
        return new BackwardPass(this, (layer, batch) -> {
            Matrix m = feedbackPath.weights(layer, batch);
            if (computeContext.observer() != null && m != null) {
                computeContext.observer().onBackward(layer, m);
            }
            return m;
        });
    }
}
