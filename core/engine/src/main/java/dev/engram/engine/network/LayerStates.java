package dev.engram.engine.network;

import dev.engram.spi.layer.LayerState;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The untrained state of all layers of a network, such as running statistics. */
final class LayerStates {
    private final Map<String, float[]> arrays = new TreeMap<>();

    LayerState add(String name, int n, float start) {
        float[] values = new float[n];
        Arrays.fill(values, start);
        if (arrays.putIfAbsent("network/" + name, values) != null) {
            throw new IllegalStateException("two states are called " + name);
        }
        return () -> values;
    }

    /** Returns the arrays themselves, by name. */
    Map<String, float[]> arrays() {
        return Collections.unmodifiableMap(arrays);
    }
}
