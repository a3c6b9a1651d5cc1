package dev.engram.app.onnx;

import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The arrays of the layers, by name. Each is asked for once, so that one that no layer needs is found. */
final class LayerArrays {
    /** The beginning of the names of arrays that belong to the learning rule, which a model does not need. */
    private static final String RULE = "rule.";

    private final WeightFile weights;
    private final Set<String> unused = new LinkedHashSet<>();

    LayerArrays(WeightFile weights) {
        this.weights = weights;
        weights.names().stream().filter(n -> !n.startsWith(RULE)).forEach(unused::add);
    }

    /** Returns the array of this name, with as many elements as this shape; empty if there is none. */
    Optional<float[]> find(String name, int... dims) {
        unused.remove(name);
        return weights.array(name).map(a -> checked(a, dims));
    }

    /** Returns the array of this name, which must exist, with as many elements as this shape. */
    float[] get(String name, int... dims) {
        return find(name, dims)
                .orElseThrow(() -> new IncompatibleException("the weights have no array " + name
                        + ", which the network needs; they are those of another network"));
    }

    /** Marks an array as known that a model does not need. */
    void skip(String name) {
        unused.remove(name);
    }

    private static float[] checked(NamedArray a, int... dims) {
        long size = Arrays.stream(dims).asLongStream().reduce(1, Math::multiplyExact);
        if (size != a.values().length) {
            String needed = Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
            throw new IncompatibleException("the array " + a + " of the weights must have the shape " + needed
                    + " in this network; they are those of another network");
        }
        return a.values();
    }

    void requireAllUsed() {
        if (!unused.isEmpty()) {
            throw new IncompatibleException("no layer of the network has the array "
                    + unused.iterator().next() + " of the weights; they are those of another network");
        }
    }
}
