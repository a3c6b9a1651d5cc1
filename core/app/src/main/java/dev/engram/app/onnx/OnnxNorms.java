package dev.engram.app.onnx;

import dev.engram.spi.shape.Shape;
import java.util.Arrays;
import java.util.Map;

/** Normalizations, as in an evaluation. */
record OnnxNorms(OnnxGraph graph, LayerArrays arrays, String path, OnnxValue in) {
    OnnxValue batch(float epsilon, boolean affine) {
        int[] channels = {in.shape().channels()};
        String y = graph.add(
                path,
                "BatchNormalization",
                Map.of("epsilon", epsilon),
                in.tensor(),
                scale(affine, channels),
                shift(affine, channels),
                array("running_mean", channels),
                array("running_var", channels));
        arrays.skip(path + ".num_batches_tracked");
        return new OnnxValue(y, in.shape());
    }

    OnnxValue layer(float epsilon, boolean affine) {
        int[] dims = OnnxValue.dims(in.shape());
        String y = normalized(in.tensor(), 1, epsilon, scale(affine, dims), shift(affine, dims));
        return new OnnxValue(y, in.shape());
    }

    /** Each group is normalized as a row; scale and shift are one for each channel. */
    OnnxValue group(int groups, float epsilon, boolean affine) {
        Shape shape = in.shape();
        int[] size = {shape.size() / groups};
        String rows = graph.reshape(path, in.tensor(), groups, size[0]);
        String ones = constant("ones", 1, size);
        String y = graph.reshape(
                path, normalized(rows, 2, epsilon, ones, constant("zeros", 0, size)), OnnxValue.dims(shape));
        if (affine) {
            int[] perChannel = OnnxValue.dims(shape);
            Arrays.fill(perChannel, 1, perChannel.length, 1);
            y = graph.add(path, "Mul", y, array("weight", perChannel));
            y = graph.add(path, "Add", y, array("bias", perChannel));
        }
        return new OnnxValue(y, shape);
    }

    /** What a channel has more than the mean of all, to a power. */
    OnnxValue triangle(float power) {
        String mean = graph.add(path, "ReduceMean", Map.of("axes", new int[] {1}, "keepdims", 1), in.tensor());
        String y = graph.add(path, "Relu", graph.add(path, "Sub", in.tensor(), mean));
        if (power != 1) {
            y = graph.add(path, "Pow", y, constant("power", power));
        }
        return new OnnxValue(y, in.shape());
    }

    private String normalized(String x, int axis, float epsilon, String scale, String shift) {
        Map<String, Object> attributes = Map.of("axis", axis, "epsilon", epsilon);
        return graph.add(path, "LayerNormalization", attributes, x, scale, shift);
    }

    private String scale(boolean affine, int... dims) {
        return affine ? array("weight", dims) : constant("ones", 1, dims);
    }

    private String shift(boolean affine, int... dims) {
        return affine ? array("bias", dims) : constant("zeros", 0, dims);
    }

    private String array(String name, int... dims) {
        return graph.numbers(path + "." + name, dims, arrays.get(path + "." + name, dims));
    }

    private String constant(String name, float value, int... dims) {
        float[] values = new float[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
        Arrays.fill(values, value);
        return graph.numbers(path + "/" + name, dims, values);
    }
}
