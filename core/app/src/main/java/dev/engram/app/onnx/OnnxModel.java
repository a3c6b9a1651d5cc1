package dev.engram.app.onnx;

import dev.engram.engine.weights.WeightFile;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes a network and its weights as a model of ONNX: operator set {@value #OPERATOR_SET}, single precision.
 *
 * <p>The model has one input, {@code input}, and one output, {@code output}. Their first dimension is the number of
 * examples, {@code batch}, which may differ in every call. The others are those of an example: features, channels x
 * length, or channels x height x width. Inputs are those that the network sees, so data that the suite scales must be
 * scaled before.
 *
 * <p>The model computes an evaluation: dropout is left out, and batch normalization uses its running statistics.
 * Outputs are those of the network: probabilities if it ends with softmax or sigmoid, and logits if the softmax is part
 * of the loss (cross-entropy-with-logits). The entry {@code output} of the model's metadata says which.
 *
 * <p>Predictions of a rule that does not take them from the network's output, such as equilibrium propagation, cannot
 * be written.
 */
public final class OnnxModel {
    /** Supported by ONNX Runtime from 1.12 on. */
    static final int OPERATOR_SET = 17;

    static final String INPUT = "input";
    static final String OUTPUT = "output";

    private OnnxModel() {}

    /**
     * Writes a model. Equal networks and weights give equal bytes.
     *
     * @param input the shape of an example
     * @param network the layers, from the input to the output
     * @param weights parameters and state under the names of {@code core/docs/weights.md}; arrays of the learning rule
     *     are not needed. Its metadata become those of the model
     * @param out is not closed
     * @throws IncompatibleException if ONNX cannot express a layer, which is named, or if the weights are not those of
     *     the network; nothing is written then
     */
    public static void write(Shape input, List<LayerKind> network, WeightFile weights, OutputStream out)
            throws IOException {
        OnnxGraph graph = new OnnxGraph();
        LayerArrays arrays = new LayerArrays(weights);
        OnnxLayers layers = new OnnxLayers(graph, arrays);
        OnnxValue end = layers.translate(new OnnxValue(INPUT, input), network);
        arrays.requireAllUsed();
        graph.rename(end.tensor(), OUTPUT);
        OnnxEncoder.model(graph, input, end.shape(), layers.outputMeaning(), weights.metadata())
                .writeTo(out);
    }
}
