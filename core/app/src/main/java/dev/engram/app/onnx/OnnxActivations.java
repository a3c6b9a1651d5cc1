package dev.engram.app.onnx;

import dev.engram.spi.Activation;
import dev.engram.spi.shape.Shape;
import java.util.Map;

/** Activations as operators. */
final class OnnxActivations {
    private static final float SELU_ALPHA = 1.6732632423543772f;
    private static final float SELU_SCALE = 1.0507009873554805f;
    private static final float INVERSE_SQRT_2 = 0.70710678118654752f;
    private static final float SQRT_2_OVER_PI = 0.7978845608028654f;
    private static final float CUBIC = 0.044715f;

    private final OnnxGraph graph;
    private final String path;
    private final String x;

    /** @param x the input */
    OnnxActivations(OnnxGraph graph, String path, String x) {
        this.graph = graph;
        this.path = path;
        this.x = x;
    }

    /**
     * Adds an activation and returns the name of its output.
     *
     * @throws UnsupportedOperationException if it is not one of those that are known
     */
    String apply(Activation activation, Shape shape) {
        Hyperparameters h = new Hyperparameters(activation);
        return switch (h.name()) {
            case "identity" -> x;
            case "elu" -> graph.add(path, "Elu", Map.of("alpha", h.number("alpha")), x);
            case "exp" -> graph.add(path, "Exp", x);
            case "gelu" -> h.choice("form").equals("exact") ? gelu() : geluByTanh();
            case "hard-sigmoid" -> graph.add(path, "HardSigmoid", Map.of("alpha", h.number("slope"), "beta", 0.5f), x);
            case "leaky-relu" -> graph.add(path, "LeakyRelu", Map.of("alpha", h.number("slope")), x);
            case "mish" -> product(x, graph.add(path, "Tanh", graph.add(path, "Softplus", x)));
            case "rectified-power" ->
                graph.add(path, "Pow", graph.add(path, "Relu", x), number("power", h.number("power")));
            case "relu" -> graph.add(path, "Relu", x);
            case "selu" -> graph.add(path, "Selu", Map.of("alpha", SELU_ALPHA, "gamma", SELU_SCALE), x);
            case "sigmoid" -> graph.add(path, "Sigmoid", scaled(h.number("gain"), shifted(h.number("shift"))));
            case "silu" -> product(x, graph.add(path, "Sigmoid", scaled(h.number("beta"), x)));
            case "softmax" -> softmax(shape);
            case "softplus" -> softplus(h.number("beta"));
            case "softsign" -> graph.add(path, "Softsign", x);
            case "tanh" -> graph.add(path, "Tanh", x);
            default ->
                throw new UnsupportedOperationException("the activation " + h.name() + " is not one of Engram's");
        };
    }

    private String number(String name, float value) {
        return graph.numbers(path + "/" + name, new int[0], value);
    }

    private String product(String a, String b) {
        return graph.add(path, "Mul", a, b);
    }

    private String scaled(float factor, String a) {
        return factor == 1 ? a : product(a, number("factor", factor));
    }

    private String shifted(float shift) {
        return shift == 0 ? x : graph.add(path, "Sub", x, number("shift", shift));
    }

    private String softplus(float beta) {
        String y = graph.add(path, "Softplus", scaled(beta, x));
        return beta == 1 ? y : graph.add(path, "Div", y, number("beta", beta));
    }

    /** 0.5 x (1 + erf(x / sqrt 2)). */
    private String gelu() {
        return halfOnePlus(graph.add(path, "Erf", product(x, number("scale", INVERSE_SQRT_2))));
    }

    /** 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
    private String geluByTanh() {
        String cube = product(product(product(number("cubic", CUBIC), x), x), x);
        String inner = product(number("scale", SQRT_2_OVER_PI), graph.add(path, "Add", x, cube));
        return halfOnePlus(graph.add(path, "Tanh", inner));
    }

    private String halfOnePlus(String gate) {
        String one = graph.add(path, "Add", gate, number("one", 1));
        return product(product(x, number("half", 0.5f)), one);
    }

    /** Softmax is over all numbers of an example. */
    private String softmax(Shape shape) {
        if (shape.isFeatures()) {
            return graph.add(path, "Softmax", Map.of("axis", 1), x);
        }
        String flat = graph.add(path, "Flatten", Map.of("axis", 1), x);
        String y = graph.add(path, "Softmax", Map.of("axis", 1), flat);
        return graph.reshape(path, y, OnnxValue.dims(shape));
    }
}
