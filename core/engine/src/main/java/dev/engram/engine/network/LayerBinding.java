package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.Segment;
import dev.engram.engine.parallel.Products;
import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.layer.LayerKernels;
import dev.engram.spi.layer.LayerParameter;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.LayerState;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Receives what one layer requests while it is bound. */
final class LayerBinding implements LayerSetup {
    /**
     * The place of a block.
     *
     * @param index 0 for the first layer; -1 for an auxiliary layer of a rule
     * @param name the prefix of the names of its parameters
     * @param first whether it is the first layer
     * @param last whether it is the last layer
     * @param weights the stream of the initial weights
     * @param bias the stream of the initial biases
     */
    record Place(int index, String name, boolean first, boolean last, Rng weights, Rng bias) {}

    private final Arena arena;
    private final Products products;
    private final States states;
    private final Place place;
    private final String kind;
    private final String name;
    private final Shape input;
    private final Initialiser weightInitialiser;
    private final Initialiser biasInitialiser;
    private final List<Segment> parameters = new ArrayList<>();
    private final List<BoundStage.FloatRequest> floats = new ArrayList<>();
    private final List<Integer> ints = new ArrayList<>();
    private final Map<String, float[]> layerStates = new LinkedHashMap<>();
    private Segment weights;
    private Segment bias;
    private int fanIn;
    private int fanOut;

    private LayerBinding(
            BuildMemory memory, Place place, String kind, String name, Shape input, Initialiser[] initialisers) {
        this.arena = memory.arena();
        this.products = memory.products();
        this.states = memory.states();
        this.place = place;
        this.kind = kind;
        this.name = name;
        this.input = input;
        this.weightInitialiser = initialisers.length == 0 ? null : initialisers[0];
        this.biasInitialiser = initialisers.length == 0 ? null : initialisers[1];
    }

    /** What all layers of a network share while it is built. */
    record BuildMemory(Arena arena, Products products, States states) {}

    static LayerBinding ofSynapses(
            BuildMemory memory, Place place, String kind, Shape input, Initialiser weights, Initialiser bias) {
        return new LayerBinding(memory, place, kind, place.name(), input, new Initialiser[] {weights, bias});
    }

    /** @param name the name of the stage in its block, unique there */
    static LayerBinding ofStage(BuildMemory memory, Place place, String kind, String name, Shape input) {
        return new LayerBinding(memory, place, kind, place.name() + "/" + name, input, new Initialiser[0]);
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public LayerKernels kernels() {
        return new LayerKernelAdapter(products);
    }

    @Override
    public void weights(int rows, int cols, int fanIn, int fanOut) {
        requireSynapses();
        if (weights != null) {
            throw new IllegalStateException(kind + " declares its weights twice");
        }
        if (weightInitialiser.omitted()) {
            throw new IncompatibleException(
                    "only biases can be left out, not weights; choose another initialiser, such as zeros");
        }
        this.fanIn = fanIn;
        this.fanOut = fanOut;
        TooLargeException.checkParameters(arena.length(), rows, cols);
        float[] start = new float[rows * cols];
        weightInitialiser.fill(start, 0, start.length, fanIn, fanOut, place.weights());
        weights = arena.add(name + "/weights", rows, cols, start, tags(Parameter.Tag.WEIGHT));
    }

    @Override
    public void bias(int n) {
        requireSynapses();
        if (weights == null || bias != null) {
            throw new IllegalStateException(kind + " has to declare its biases once, after its weights");
        }
        if (biasInitialiser.omitted()) {
            return;
        }
        float[] start = new float[n];
        biasInitialiser.fill(start, 0, n, fanIn, fanOut, place.bias());
        bias = arena.add(name + "/bias", n, 1, start, tags(Parameter.Tag.BIAS));
    }

    private void requireSynapses() {
        if (weightInitialiser == null) {
            throw new IllegalStateException(kind + " is a stage, which has parameters, but no weights");
        }
    }

    private Set<Parameter.Tag> tags(Parameter.Tag own) {
        Set<Parameter.Tag> tags = EnumSet.of(own);
        if (place.index() < 0) {
            tags.add(Parameter.Tag.AUXILIARY);
        }
        if (place.first()) {
            tags.add(Parameter.Tag.FIRST);
        }
        if (place.last()) {
            tags.add(Parameter.Tag.LAST);
        }
        return tags;
    }

    @Override
    public LayerParameter parameter(String parameterName, int n, float start) {
        float[] numbers = new float[n];
        Arrays.fill(numbers, start);
        Segment s = arena.add(name + "/" + parameterName, n, 1, numbers, Set.of(Parameter.Tag.STAGE));
        parameters.add(s);
        return s;
    }

    @Override
    public LayerState state(String stateName, int n, float start) {
        LayerState state = states.add(name + "/" + stateName, n, start);
        layerStates.put(stateName, state.values());
        return state;
    }

    @Override
    public int floats(int perExample, int fixed) {
        floats.add(new BoundStage.FloatRequest(perExample, fixed));
        return floats.size() - 1;
    }

    @Override
    public int ints(int perExample) {
        ints.add(perExample);
        return ints.size() - 1;
    }

    @Override
    public Stage activation(Activation function) {
        return new ActivationStage(function, input);
    }

    @Override
    public IncompatibleException mismatch(String needed) {
        return new IncompatibleException(kind + " needs " + needed + "; "
                + (place.first() ? "the data have " : "the layer before gives ") + input);
    }

    BoundStage bound(Stage stage) {
        return new BoundStage(name, stage, input, parameters, floats, ints);
    }

    /** Returns the declared parameters of a stage. */
    List<Segment> parameters() {
        return parameters;
    }

    /** Returns the declared states by name, in order: the arrays themselves. */
    Map<String, float[]> layerStates() {
        return layerStates;
    }

    /** Returns the declared weights. */
    Segment weights() {
        if (weights == null) {
            throw new IllegalStateException(kind + " declares no weights");
        }
        return weights;
    }

    /** Returns the declared biases; null without. */
    Segment bias() {
        return bias;
    }

    /** Returns the declared number of inputs of a unit. */
    int fanIn() {
        return fanIn;
    }

    /** Returns the declared number of units that receive an input. */
    int fanOut() {
        return fanOut;
    }

    /** Draws numbers from the same distribution as the initial weights. */
    float[] draw(Rng rng) {
        float[] numbers = new float[weights.size()];
        weightInitialiser.fill(numbers, 0, numbers.length, fanIn, fanOut, rng);
        return numbers;
    }

    /** The untrained state of all layers of a network, such as running statistics. */
    static final class States {
        private final Map<String, float[]> arrays = new TreeMap<>();

        LayerState add(String name, int n, float start) {
            float[] values = new float[n];
            Arrays.fill(values, start);
            if (arrays.putIfAbsent("network/" + name, values) != null) {
                throw new IllegalStateException("two states are called " + name);
            }
            return () -> values;
        }

        /** Returns the arrays themselves, by name. */
        Map<String, float[]> arrays() {
            return Collections.unmodifiableMap(arrays);
        }
    }
}
