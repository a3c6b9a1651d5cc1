package dev.engram.plugins.metrics;

import dev.engram.spi.Metric.Readings;
import dev.engram.spi.Parameter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Two vectors beside the parameters, for each layer's weights and for the whole network; nothing of the rule's own. */
final class ByLayer {
  private final Map<String, Pair> layers = new TreeMap<>();
  private final Pair whole = new Pair();

  static ByLayer of(Iterable<Parameter> parameters, float[] a, float[] b) {
    ByLayer all = new ByLayer();
    for (Parameter p : parameters) {
      if (p.network()) {
        all.whole.add(a, b, p.from(), p.to());
        if (p.weight()) {
          all.layers.computeIfAbsent(p.name().split("/", 2)[0], k -> new Pair()).add(a, b, p.from(), p.to());
        }
      }
    }
    return all;
  }

  void put(Readings out, ToDoubleFunction<Pair> what) {
    layers.forEach((name, pair) -> out.put(name, what.applyAsDouble(pair)));
    out.put("", what.applyAsDouble(whole));
  }
}
