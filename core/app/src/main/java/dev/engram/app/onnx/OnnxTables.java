package dev.engram.app.onnx;

import dev.engram.spi.shape.Shape;
import java.util.Map;
import java.util.Optional;

/** Layers whose weights are one matrix. */
record OnnxTables(OnnxGraph graph, LayerArrays arrays, String path) {
    /** Elements of 8-byte integers. */
    private static final int INTEGER_ELEMENTS = 7;

    OnnxValue dense(OnnxValue in, int units) {
        int inputs = in.shape().size();
        int[] dims = {units, inputs};
        String w = graph.numbers(path + ".weight", dims, arrays.get(path + ".weight", dims));
        Optional<float[]> bias = arrays.find(path + ".bias", units);
        String x = in.shape().isFeatures() ? in.tensor() : graph.add(path, "Flatten", Map.of("axis", 1), in.tensor());
        Map<String, Object> transposed = Map.of("transB", 1);
        String out = bias.isEmpty()
                ? graph.add(path, "Gemm", transposed, x, w)
                : graph.add(
                        path, "Gemm", transposed, x, w, graph.numbers(path + ".bias", new int[] {units}, bias.get()));
        return new OnnxValue(out, Shape.features(units));
    }

    /** Each number of an example chooses a row; rows become channels. */
    OnnxValue embedding(OnnxValue in, int rows, int units) {
        int[] dims = {rows, units};
        String table = graph.numbers(path + ".weight", dims, arrays.get(path + ".weight", dims));
        int places = in.shape().size();
        String x = in.shape().isFeatures() ? in.tensor() : graph.add(path, "Flatten", Map.of("axis", 1), in.tensor());
        String index = graph.add(path, "Cast", Map.of("to", INTEGER_ELEMENTS), x);
        String vectors = graph.add(path, "Gather", Map.of("axis", 0), table, index);
        return places == 1
                ? new OnnxValue(graph.add(path, "Flatten", Map.of("axis", 1), vectors), Shape.features(units))
                : new OnnxValue(
                        graph.add(path, "Transpose", Map.of("perm", new int[] {0, 2, 1}), vectors),
                        Shape.sequence(units, places));
    }
}
