package dev.engram.app.onnx;

import dev.engram.spi.Activation;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.layer.AffineMap;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.Reshape;
import dev.engram.spi.layer.ResidualKind;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StageKind;
import dev.engram.spi.layer.SynapsesKind;
import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.Shape;
import java.util.List;

/** Layers as operators, in the order of the network. */
final class OnnxLayers {
    private final OnnxGraph graph;
    private final LayerArrays arrays;
    private OutputFunction last = OutputFunction.IDENTITY;

    OnnxLayers(OnnxGraph graph, LayerArrays arrays) {
        this.graph = graph;
        this.arrays = arrays;
    }

    /** Returns what the outputs of the network are. */
    String outputMeaning() {
        return switch (last) {
            case SOFTMAX -> "probabilities (softmax)";
            case SIGMOID -> "probabilities (sigmoid)";
            default -> "the network's own numbers; logits under a loss that contains the softmax";
        };
    }

    /** Adds a network, which ends with an operator even if nothing has to be computed. */
    OnnxValue translate(OnnxValue in, List<LayerKind> layers) {
        OnnxValue out = translate(in, layers, "");
        return new OnnxValue(graph.add("network", "Identity", out.tensor()), out.shape());
    }

    private OnnxValue translate(OnnxValue in, List<LayerKind> layers, String prefix) {
        OnnxValue value = in;
        for (int i = 0; i < layers.size(); i++) {
            value = layer(value, layers.get(i), prefix + i);
        }
        return value;
    }

    private OnnxValue layer(OnnxValue in, LayerKind kind, String path) {
        if (kind instanceof ResidualKind r) {
            return residual(in, r, path);
        }
        Hyperparameters h = new Hyperparameters(kind);
        try {
            if (kind instanceof SynapsesKind s) {
                return activation(synapses(in, s, h, path), s.activation(), path);
            }
            return stage(in, (StageKind) kind, h, path);
        } catch (UnsupportedOperationException e) {
            throw new IncompatibleException(
                    "layer " + path + " (" + h.name() + ") cannot be written as ONNX: " + e.getMessage()
                            + "; write the weights as safetensors or npz",
                    e);
        }
    }

    private OnnxValue residual(OnnxValue in, ResidualKind kind, String path) {
        OnnxValue skip = translate(in, kind.shortcut(), path + ".shortcut.");
        OnnxValue branch = translate(in, kind.layers(), path + ".layers.");
        return ownNumbers(new OnnxValue(graph.add(path, "Add", branch.tensor(), skip.tensor()), branch.shape()));
    }

    private OnnxValue activation(OnnxValue in, Activation activation, String path) {
        last = activation.outputFunction();
        return new OnnxValue(new OnnxActivations(graph, path, in.tensor()).apply(activation, in.shape()), in.shape());
    }

    private OnnxValue synapses(OnnxValue in, SynapsesKind kind, Hyperparameters h, String path) {
        if (h.name().equals("embedding")) {
            return new OnnxTables(graph, arrays, path).embedding(in, h.integer("rows"), h.integer("units"));
        }
        OnnxProbe probe = new OnnxProbe(in.shape());
        AffineMap map = kind.bind(probe);
        return map.dense()
                ? new OnnxTables(graph, arrays, path).dense(in, map.output().size())
                : convolution(in, map.output(), probe.operation(map), path);
    }

    private OnnxValue convolution(OnnxValue in, Shape out, KernelCall call, String path) {
        OnnxConvolutions convolutions = new OnnxConvolutions(graph, arrays, path);
        ConvGeometry g = call.argument(ConvGeometry.class);
        return switch (call.operation()) {
            case "convolve" -> convolutions.convolve(in, out, g);
            case "convolveTransposed" -> convolutions.convolveTransposed(in, out, g);
            default -> throw new UnsupportedOperationException("it computes " + call.operation());
        };
    }

    private OnnxValue stage(OnnxValue in, StageKind kind, Hyperparameters h, String path) {
        if (h.name().equals("dropout")) {
            return in;
        }
        OnnxProbe probe = new OnnxProbe(in.shape());
        OnnxNorms norms = new OnnxNorms(graph, arrays, path, in);
        return switch (h.name()) {
            case "batch-norm" -> ownNumbers(norms.batch(h.number("epsilon"), h.truth("affine")));
            case "layer-norm" -> ownNumbers(norms.layer(h.number("epsilon"), h.truth("affine")));
            case "group-norm" -> ownNumbers(norms.group(h.integer("groups"), h.number("epsilon"), h.truth("affine")));
            case "pad" -> ownNumbers(new OnnxWindows(graph, path).pad(in, h.integer("size"), h.choice("mode")));
            case "triangle" -> ownNumbers(norms.triangle(h.number("power")));
            default -> probed(in, probe, kind.bind(probe), path);
        };
    }

    private OnnxValue ownNumbers(OnnxValue out) {
        last = OutputFunction.OTHER;
        return out;
    }

    private OnnxValue probed(OnnxValue in, OnnxProbe probe, Stage stage, String path) {
        if (probe.boundActivation().isPresent()) {
            return activation(in, probe.boundActivation().get(), path);
        }
        if (stage instanceof Reshape r) {
            return new OnnxValue(graph.reshape(path, in.tensor(), OnnxValue.dims(r.output())), r.output());
        }
        return ownNumbers(new OnnxWindows(graph, path).pool(in, stage.output(), probe.operation(stage)));
    }
}
