package dev.engram.plugins.metrics;

import dev.engram.spi.Metric.Readings;
import dev.engram.spi.Parameter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Sums of products of two vectors parallel to the parameters, for each layer's weights and for the whole network,
 * without the rule's own parameters.
 */
final class PerLayerVectors {
    private final Map<String, VectorPair> layers = new TreeMap<>();
    private final VectorPair whole = new VectorPair();

    static PerLayerVectors of(Iterable<Parameter> parameters, float[] a, float[] b) {
        PerLayerVectors all = new PerLayerVectors();
        for (Parameter p : parameters) {
            if (p.inNetwork()) {
                all.whole.add(a, b, p.from(), p.to());
                if (p.isWeight()) {
                    all.layers
                            .computeIfAbsent(p.name().split("/", 2)[0], k -> new VectorPair())
                            .add(a, b, p.from(), p.to());
                }
            }
        }
        return all;
    }

    void put(Readings out, ToDoubleFunction<VectorPair> what) {
        layers.forEach((name, vectorPair) -> out.put(name, what.applyAsDouble(vectorPair)));
        out.put("", what.applyAsDouble(whole));
    }
}
