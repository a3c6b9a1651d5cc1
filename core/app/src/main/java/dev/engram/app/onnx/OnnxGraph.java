package dev.engram.app.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph of a model: operators in the order of computation, and constants. Every value has a name of its own. */
final class OnnxGraph {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * An operator with one output, whose name is also its own.
     *
     * @param attributes integers, floats, arrays of integers and texts by name
     */
    record Node(String operator, String output, List<String> inputs, Map<String, Object> attributes) {}

    /**
     * A constant.
     *
     * @param dims the sizes; empty for a single number
     * @param floats the numbers; null for integers
     * @param integers the integers; null for numbers
     */
    record Constant(String name, int[] dims, float[] floats, long[] integers) {}

    List<Node> nodes() {
        return nodes;
    }

    List<Constant> constants() {
        return constants;
    }

    /**
     * Adds an operator and returns the name of its output.
     *
     * @param attributes integers, floats, arrays of integers and texts by name, in an order of their own
     */
    String add(String path, String operator, Map<String, Object> attributes, String... inputs) {
        String output = unused(path + "/" + operator);
        nodes.add(new Node(operator, output, List.of(inputs), attributes));
        return output;
    }

    String add(String path, String operator, String... inputs) {
        return add(path, operator, Map.of(), inputs);
    }

    /** Adds numbers and returns their name. */
    String numbers(String name, int[] dims, float... values) {
        String unused = unused(name);
        constants.add(new Constant(unused, dims, values, null));
        return unused;
    }

    /** Adds a list of integers and returns its name. */
    String integers(String name, long... values) {
        String unused = unused(name);
        constants.add(new Constant(unused, new int[] {values.length}, null, values));
        return unused;
    }

    /** Adds a change of the sizes of an example; the number of examples stays. */
    String reshape(String path, String x, int... sizes) {
        long[] all = new long[sizes.length + 1]; // 0 in front: as before
        for (int i = 0; i < sizes.length; i++) {
            all[i + 1] = sizes[i];
        }
        return add(path, "Reshape", x, integers(path + "/shape", all));
    }

    private String unused(String name) {
        String unused = name;
        for (int i = 2; !names.add(unused); i++) {
            unused = name + "-" + i;
        }
        return unused;
    }

    /** Gives another name to the output of the last operator. */
    void rename(String output, String name) {
        Node last = nodes.get(nodes.size() - 1);
        if (!last.output().equals(output)) {
            throw new IllegalArgumentException(output + " is not computed last");
        }
        nodes.set(nodes.size() - 1, new Node(last.operator(), name, last.inputs(), last.attributes()));
    }
}
