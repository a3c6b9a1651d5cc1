package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.ComputeContext;
import dev.engram.engine.network.LayerBinding.BuildMemory;
import dev.engram.engine.network.LayerBinding.Place;
import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Component;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.Reshape;
import dev.engram.spi.layer.ResidualKind;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the blocks of a network from its list of layers: infers the shapes, binds each layer, and connects residual
 * branches.
 */
final class NetworkBuilder {
    /** The names of kinds in suites. An annotation is read by reflection, so each is read once. */
    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
            Component component = kind.getAnnotation(Component.class);
            return component == null ? kind.getSimpleName() : component.value();
        }
    };

    private final long seed;
    private final int capacity;
    private final ComputeContext computeContext;
    private final BuildMemory memory;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Integer> stageNames = new HashMap<>();
    private final NetworkWeights weights = new NetworkWeights();
    private final int synapses;
    private Shape shape;
    /** The stages that the next layer reads, and to which the next stage belongs; null for the network's input. */
    private BlockStages head;
    /** The stages before the first weights; null without. */
    private BlockStages inputStages;

    private boolean residual;
    private SynapsesKind output;
    private String outputPath = "";

    NetworkBuilder(long seed, NetworkSpec spec, int capacity, Arena arena, ComputeContext computeContext) {
        this.seed = seed;
        this.capacity = capacity;
        this.computeContext = computeContext;
        memory = new BuildMemory(arena, computeContext.products(), new LayerBinding.States());
        shape = spec.input();
        synapses = countSynapses(spec.layers());
        build(spec.layers(), "");
        Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        String end = Integer.toString(spec.layers().size() - 1);
        if (last == null) {
            throw refused(end, "a network needs at least one layer with weights, such as dense");
        }
        blocks.forEach(b -> b.stages().close(residual));
        if (inputStages != null) {
            inputStages.close(residual);
        }
    }

    private static LayerException refused(String path, String reason) {
        return new LayerException(path, reason, null);
    }

    private static int countSynapses(List<LayerKind> layers) {
        int n = 0;
        for (LayerKind kind : layers) {
            if (kind instanceof SynapsesKind) {
                n++;
            } else if (kind instanceof ResidualKind r) {
                n += countSynapses(r.layers()) + countSynapses(r.shortcut());
            }
        }
        return n;
    }

    /** Returns the name of a kind in suites. */
    static String name(LayerKind kind) {
        return NAMES.get(kind.getClass());
    }

    List<Block> blocks() {
        return blocks;
    }

    LayerBinding.States states() {
        return memory.states();
    }

    /** Returns the parameters and states of the layers. */
    NetworkWeights weights() {
        return weights;
    }

    /** Returns the stages before the first weights; null without. */
    BlockStages inputStages() {
        return inputStages;
    }

    /** Returns whether the network has residual connections. */
    boolean hasResidual() {
        return residual;
    }

    /** Returns the path of the last layer with weights in the list of layers. */
    String outputPath() {
        return outputPath;
    }

    /** Returns the kind of the last layer with weights. */
    SynapsesKind output() {
        return output;
    }

    private void build(List<LayerKind> layers, String prefix) {
        for (int i = 0; i < layers.size(); i++) {
            String path = prefix + i;
            LayerKind kind = layers.get(i);
            try {
                if (kind instanceof SynapsesKind s) {
                    addSynapses(s, path);
                    outputPath = path;
                } else if (kind instanceof StageKind s) {
                    addStage(s, path);
                } else if (kind instanceof ResidualKind r) {
                    addResidual(r, path + "." + name(kind) + ".");
                } else {
                    throw new IncompatibleException(
                            name(kind) + " is neither synapses, nor a stage, nor a residual branch");
                }
            } catch (IncompatibleException | TooLargeException | IllegalArgumentException e) {
                throw new LayerException(path, e.getMessage(), e);
            }
        }
    }

    private void addSynapses(SynapsesKind kind, String path) {
        int l = blocks.size();
        BlockStages.Tap input = head == null ? BlockStages.Tap.NETWORK_INPUT : head.tap();
        Place place = new Place(
                l,
                "layer" + l,
                l == 0,
                l == synapses - 1,
                RandomStreams.of(seed, "init/" + l + "/weights"),
                RandomStreams.of(seed, "init/" + l + "/bias"));
        LayerBinding binding = LayerBinding.ofSynapses(memory, place, name(kind), shape, kind.weights(), kind.bias());
        AffineMap map = kind.bind(binding);
        Block block = new Block(l, input, binding, map, kind.activation(), memory.arena(), computeContext);
        TooLargeException.checkOutputs(capacity, block.units());
        blocks.add(block);
        List<Integer> matrix = List.of(block.w.rows(), block.w.cols());
        weights.addParameter(path, block.w, map.weightShape().isEmpty() ? matrix : map.weightShape());
        if (block.b != null) {
            weights.addParameter(path, block.b, List.of(block.b.size()));
        }
        head = block.stages();
        shape = map.output();
        output = kind;
    }

    private void addStage(StageKind kind, String path) {
        String name = name(kind);
        int index = head == null ? -1 : head.index();
        Place place = new Place(index, index < 0 ? "input" : "layer" + index, head == null, false, null, null);
        int count = stageNames.merge(index + "/" + name, 1, Integer::sum);
        LayerBinding binding = LayerBinding.ofStage(memory, place, name, count == 1 ? name : name + "-" + count, shape);
        Stage stage = kind.bind(binding);
        binding.parameters().forEach(p -> weights.addParameter(path, p, List.of(p.size())));
        binding.layerStates().forEach((state, numbers) -> weights.addState(path, state, numbers));
        if (stage instanceof Reshape) {
            if (head != null) {
                head.reshape(stage.output());
            }
        } else {
            TooLargeException.checkOutputs(capacity, stage.output().size());
            BoundStage bound = binding.bound(stage);
            if (index < 0) {
                beginInputStages(bound);
            }
            head.add(bound);
        }
        shape = stage.output();
    }

    /** Stages before the first weights have no parameters: learning rules begin with the weights above them. */
    private void beginInputStages(BoundStage stage) {
        if (!stage.parameters().isEmpty()) {
            throw new IncompatibleException(stage.name() + " is before the first layer with weights, where no rule"
                    + " trains parameters, but it has the parameter "
                    + stage.parameters().get(0).name() + "; leave the parameters out (affine: false), or put it after a"
                    + " layer with weights");
        }
        if (head == null) {
            inputStages = BlockStages.ofInput(() -> blocks.get(0).batch(), shape);
            head = inputStages;
        }
    }

    private void addResidual(ResidualKind kind, String path) {
        String name = name(kind);
        if (countSynapses(kind.layers()) == 0) {
            throw new IncompatibleException(
                    name + " needs at least one layer with weights in its layers, such as dense or conv");
        }
        BlockStages start = head;
        Shape before = shape;
        BlockStages.Tap skip = start == null ? BlockStages.Tap.NETWORK_INPUT : start.tap();
        if (!kind.shortcut().isEmpty()) {
            int begin = start == null ? 0 : start.size();
            build(kind.shortcut(), path + "shortcut.");
            skip = head == null ? skip : head.tap();
            start = start == null ? inputStages : start;
            if (start != null) {
                start.endShortcut(begin, before);
            }
        }
        Shape skipped = shape;
        head = start;
        shape = before;
        build(kind.layers(), path + "layers.");
        if (!shape.equals(skipped)) {
            throw new IncompatibleException(name + " adds two outputs, which need the same shape: its layers give "
                    + shape + ", its " + (kind.shortcut().isEmpty() ? "input is " : "shortcut gives ") + skipped
                    + (kind.shortcut().isEmpty() ? "; add a shortcut, such as a conv with kernel 1" : ""));
        }
        head.add(BoundStage.simple(name, new SkipStage(skip, shape), shape));
        residual = true;
    }
}
