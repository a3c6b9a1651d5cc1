package dev.engram.bench;

import dev.engram.spi.shape.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network of the benchmarks, with ReLU, softmax and cross-entropy.
 *
 * @param input the shape of an example
 * @param layers the layers, as in a suite
 * @param classes the number of classes
 */
record BenchmarkNetwork(Shape input, String layers, int classes) {
    /** The batch sizes of the networks of the steps, in the order of the table. */
    static final Map<String, Integer> BATCHES = batches();

    private static final String RELU = ", activation: relu}}";
    private static final String OUTPUT = dense(10, "softmax");

    /** Returns the network of this name: one of the convolutional ones, or widths such as 784-128-10. */
    static BenchmarkNetwork named(String name) {
        return switch (name) {
            case "conv-8x8" -> convolutional(new Shape(1, 8, 8), conv(16, 3, "same"), "max-pool", OUTPUT);
            case "lenet" ->
                convolutional(
                        new Shape(1, 28, 28),
                        conv(6, 5, "same"),
                        "max-pool",
                        conv(16, 5, "valid"),
                        "max-pool",
                        dense(120, "relu"),
                        dense(84, "relu"),
                        OUTPUT);
            case "fmnist-2c2d" ->
                convolutional(
                        new Shape(1, 28, 28),
                        conv(32, 5, "same"),
                        "max-pool",
                        conv(64, 5, "same"),
                        "max-pool",
                        dense(1024, "relu"),
                        OUTPUT);
            case "cifar-3c3d" ->
                convolutional(
                        new Shape(3, 32, 32),
                        conv(64, 5, "valid"),
                        pool(),
                        conv(96, 3, "valid"),
                        pool(),
                        conv(128, 3, "same"),
                        pool(),
                        dense(512, "relu"),
                        dense(256, "relu"),
                        OUTPUT);
            case "residual" ->
                convolutional(
                        new Shape(1, 28, 28),
                        conv(16, 3, "same"),
                        residual(),
                        "{activation: {function: relu}}",
                        "max-pool",
                        residual(),
                        "{activation: {function: relu}}",
                        "global-avg-pool",
                        OUTPUT);
            default -> dense(name);
        };
    }

    private static Map<String, Integer> batches() {
        Map<String, Integer> m = new LinkedHashMap<>();
        m.put("2-8-2", 4);
        m.put("64-32-10", 32);
        m.put("784-128-10", 64);
        m.put("784-512-512-10", 128);
        m.put("784-2048-2048-10", 256);
        m.put("conv-8x8", 32);
        m.put("lenet", 64);
        m.put("fmnist-2c2d", 128);
        m.put("cifar-3c3d", 128);
        m.put("residual", 64);
        return m;
    }

    /** Returns the widths of a dense network, starting with the input. */
    static int[] widths(String name) {
        return Arrays.stream(name.split("-")).mapToInt(Integer::parseInt).toArray();
    }

    private static BenchmarkNetwork dense(String name) {
        int[] s = widths(name);
        int last = s.length - 1;
        String layers = IntStream.rangeClosed(1, last)
                .mapToObj(l -> dense(s[l], l < last ? "relu" : "softmax"))
                .collect(Collectors.joining(", "));
        return new BenchmarkNetwork(Shape.features(s[0]), layers, s[last]);
    }

    private static BenchmarkNetwork convolutional(Shape input, String... layers) {
        return new BenchmarkNetwork(input, String.join(", ", layers), 10);
    }

    private static String dense(int units, String activation) {
        return "{dense: {units: " + units + ", activation: " + activation + "}}";
    }

    private static String conv(int maps, int kernel, String padding) {
        return "{conv: {maps: " + maps + ", kernel: " + kernel + ", padding: " + padding + RELU;
    }

    private static String pool() {
        return "{max-pool: {size: 3, stride: 2, padding: 1}}";
    }

    private static String residual() {
        String plain = "{conv: {maps: 16, kernel: 3, padding: same}}";
        List<String> branch = List.of(plain, "batch-norm", "{activation: {function: relu}}", plain, "batch-norm");
        return "{residual: {layers: [" + String.join(", ", branch) + "]}}";
    }
}
