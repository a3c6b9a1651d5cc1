package dev.engram.app.slice;

import dev.engram.engine.config.ConfigDiff;
import dev.engram.engine.network.NetworkWeights;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks whether the loss can be computed between the weights of two runs. */
final class SliceChecks {
    private static final String DATA = "data";
    private static final String NETWORK = "network.";
    private static final String ABSENT = "its default";

    private SliceChecks() {}

    /** Refuses runs of different data, or with arrays of different shapes, for all of the reasons. */
    static void require(SliceEnd first, SliceEnd second) {
        List<String> reasons = new ArrayList<>(data(first, second));
        reasons.addAll(shapes(first, second));
        if (!reasons.isEmpty()) {
            throw new IncompatibleException("the loss cannot be computed between " + first.description() + " and "
                    + second.description() + ": " + String.join("; ", reasons));
        }
    }

    /** The runs of different data have losses that cannot be compared. */
    private static List<String> data(SliceEnd first, SliceEnd second) {
        List<String> reasons = new ArrayList<>();
        differences(first, second).forEach((path, values) -> {
            if (path.equals(DATA) || path.startsWith(DATA + ".")) {
                reasons.add("their data differ, " + difference(path, values));
            }
        });
        return reasons;
    }

    private static List<String> shapes(SliceEnd first, SliceEnd second) {
        Map<String, String> others = shapes(second);
        List<String> reasons = new ArrayList<>();
        shapes(first).forEach((name, shape) -> {
            String other = others.remove(name);
            if (other == null) {
                reasons.add(name + " (" + shape + ") exists only in the first run");
            } else if (!other.equals(shape)) {
                reasons.add(name + " has the shape " + shape + " in the first run and " + other + " in the second one");
            }
        });
        others.forEach((name, shape) -> reasons.add(name + " (" + shape + ") exists only in the second run"));
        return reasons;
    }

    private static Map<String, String> shapes(SliceEnd end) {
        Map<String, String> shapes = new LinkedHashMap<>();
        for (NamedArray a : end.weights()) {
            if (!a.name().startsWith(NetworkWeights.RULE)) {
                shapes.put(a.name(), a.shapeText());
            }
        }
        return shapes;
    }

    /** Returns the refusal of networks that make different outputs from the same weights. */
    static IncompatibleException otherFunction(SliceEnd first, SliceEnd second) {
        Map<String, List<String>> layers = new TreeMap<>();
        differences(first, second).forEach((path, values) -> {
            if (path.startsWith(NETWORK)) {
                layers.put(path, values);
            }
        });
        return new IncompatibleException("the loss cannot be computed between " + first.description() + " and "
                + second.description() + ": their networks make different outputs from the same weights"
                + (layers.isEmpty() ? "" : ", as ")
                + String.join(
                        "; ",
                        layers.entrySet().stream()
                                .map(e -> difference(e.getKey(), e.getValue()))
                                .toList()));
    }

    /** Returns the values of a setting that differ, with those of both runs. */
    static Map<String, List<String>> differences(SliceEnd first, SliceEnd second) {
        return ConfigDiff.between(Arrays.asList(first.spec(), second.spec()));
    }

    private static String difference(String path, List<String> values) {
        List<String> texts = values.stream().map(v -> v.isEmpty() ? ABSENT : v).toList();
        return path + " is " + texts.get(0) + " in the first run and " + texts.get(1) + " in the second one";
    }
}
