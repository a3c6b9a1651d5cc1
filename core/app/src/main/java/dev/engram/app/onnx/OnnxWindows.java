package dev.engram.app.onnx;

import dev.engram.spi.shape.PoolGeometry;
import dev.engram.spi.shape.Shape;
import dev.engram.spi.shape.WindowAxis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Windows that slide over maps, which have two axes, or sequences, which have one; and the pools made of them. */
record OnnxWindows(OnnxGraph graph, String path) {
    static List<WindowAxis> axes(Shape input, WindowAxis rows, WindowAxis cols) {
        return input.isSequence() ? List.of(cols) : List.of(rows, cols);
    }

    static int[] each(List<WindowAxis> axes, ToIntFunction<WindowAxis> size) {
        return axes.stream().mapToInt(size).toArray();
    }

    /** Returns the padding: before the map along every axis, then after it. */
    static int[] pads(List<WindowAxis> axes, ToIntFunction<WindowAxis> after) {
        int n = axes.size();
        int[] pads = Arrays.copyOf(each(axes, WindowAxis::before), 2 * n);
        System.arraycopy(each(axes, after), 0, pads, n, n);
        return pads;
    }

    static Map<String, Object> attributes(List<WindowAxis> axes) {
        return Map.of("kernel_shape", each(axes, WindowAxis::kernel), "strides", each(axes, WindowAxis::stride));
    }

    /** Gives a value of so many axes the sizes of its shape, from which an axis of one position may be missing. */
    static OnnxValue shaped(OnnxGraph graph, String path, String tensor, int axes, Shape shape) {
        int[] dims = OnnxValue.dims(shape);
        return new OnnxValue(dims.length == axes + 1 ? tensor : graph.reshape(path, tensor, dims), shape);
    }

    /** Adds a border to every axis but the first two, which number examples and channels. */
    OnnxValue pad(OnnxValue in, int size, String mode) {
        Shape s = in.shape();
        int n = dims(in) + 1;
        long[] pads = new long[2 * n];
        for (int axis = 2; axis < n; axis++) {
            pads[axis] = size;
            pads[n + axis] = size;
        }
        Map<String, String> names = Map.of("reflect", "reflect", "replicate", "edge", "zeros", "constant");
        String y = graph.add(
                path, "Pad", Map.of("mode", names.get(mode)), in.tensor(), graph.integers(path + "/pads", pads));
        int height = s.isSequence() ? 1 : s.height() + 2 * size;
        return new OnnxValue(y, new Shape(s.channels(), height, s.width() + 2 * size));
    }

    OnnxValue pool(OnnxValue in, Shape out, KernelCall call) {
        return switch (call.operation()) {
            case "maxPool" -> maximum(in, out, call.argument(PoolGeometry.class));
            case "averagePool" -> average(in, out, call.argument(PoolGeometry.class), call.argument(Boolean.class));
            case "globalAverage" ->
                shaped(graph, path, graph.add(path, "GlobalAveragePool", in.tensor()), dims(in) - 1, out);
            default -> throw new UnsupportedOperationException("it computes " + call.operation());
        };
    }

    private static int dims(OnnxValue v) {
        return OnnxValue.dims(v.shape()).length;
    }

    /** The padding is as large as the last window needs; it is never a maximum. */
    private OnnxValue maximum(OnnxValue in, Shape out, PoolGeometry g) {
        List<WindowAxis> axes = axes(in.shape(), g.rows(), g.cols());
        String y = graph.add(path, "MaxPool", pooling(axes, Map.of()), in.tensor());
        return shaped(graph, path, y, axes.size(), out);
    }

    /** The mean of whole windows, times what corrects the divisor of windows at the edge. */
    private OnnxValue average(OnnxValue in, Shape out, PoolGeometry g, boolean countPadding) {
        List<WindowAxis> axes = axes(in.shape(), g.rows(), g.cols());
        String y = graph.add(path, "AveragePool", pooling(axes, Map.of("count_include_pad", 1)), in.tensor());
        float[] factors = factors(g, countPadding);
        boolean whole = true;
        for (float f : factors) {
            whole &= f == 1;
        }
        if (!whole) {
            int[] dims = each(axes, WindowAxis::outputs);
            int[] broadcast = new int[dims.length + 1];
            broadcast[0] = 1;
            System.arraycopy(dims, 0, broadcast, 1, dims.length);
            y = graph.add(path, "Mul", y, graph.numbers(path + "/divisors", broadcast, factors));
        }
        return shaped(graph, path, y, axes.size(), out);
    }

    private static Map<String, Object> pooling(List<WindowAxis> axes, Map<String, Object> more) {
        Map<String, Object> attributes = new TreeMap<>(attributes(axes));
        attributes.put(
                "pads",
                pads(axes, a -> Math.max(0, (a.outputs() - 1) * a.stride() + a.kernel() - a.size() - a.before())));
        attributes.putAll(more);
        return attributes;
    }

    private static float[] factors(PoolGeometry g, boolean countPadding) {
        int cols = g.cols().outputs();
        float[] factors = new float[g.rows().outputs() * cols];
        int area = g.rows().kernel() * g.cols().kernel();
        for (int i = 0; i < factors.length; i++) {
            int counted = counted(g.rows(), i / cols, countPadding) * counted(g.cols(), i % cols, countPadding);
            factors[i] = (float) area / counted;
        }
        return factors;
    }

    /** Returns how many positions of a window count in the divisor. */
    private static int counted(WindowAxis axis, int window, boolean countPadding) {
        int low = countPadding ? -axis.before() : 0, high = axis.size() + (countPadding ? axis.after() : 0);
        int n = 0;
        for (int u = 0; u < axis.kernel(); u++) {
            int at = axis.position(window, u);
            n += at >= low && at < high ? 1 : 0;
        }
        return n;
    }
}
