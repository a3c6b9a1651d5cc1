package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;
import dev.engram.spi.Parameter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The angle between what the learning rule does and the true gradient, in degrees: for each layer and for
 * the whole.
 *
 * <pre>
 *   angle = arccos( G . B / (|G| |B|) )
 * </pre>
 *
 * G is the rule's pseudo-gradient before the optimizer, B the gradient that back-propagation finds for the
 * same batch at the same parameters. A layer's angle (layer0, layer1, ...) is that of its weights; the whole
 * also counts the network's biases and other parameters, but nothing of the rule's own. 0: the rule is
 * back-propagation; below 90: small steps still make the loss smaller; 90 +- 57/sqrt(number of weights): no
 * better than chance. Missing where one of the two is zero everywhere, or where there is no true gradient.
 * Less is better.
 *
 * <p>Lillicrap, Cownden, Tweed and Akerman 2016, Random synaptic feedback weights support error
 * backpropagation for deep learning.
 */
@Component("alignment")
public record Alignment() implements Metric.OfTraining {
  @Override
  public int direction() {
    return -1;
  }

  @Override
  public void of(Probe probe, Readings out) {
    float[] g = probe.pseudoGradient();
    float[] b = probe.trueGradient();
    Map<String, Angle> layers = new TreeMap<>();
    Angle whole = new Angle();
    for (Parameter p : probe.parameters()) {
      if (!p.network()) {
        continue;
      }
      whole.add(g, b, p.from(), p.to());
      if (p.weight()) {
        layers.computeIfAbsent(p.name().split("/", 2)[0], k -> new Angle()).add(g, b, p.from(), p.to());
      }
    }
    layers.forEach((name, angle) -> out.put(name, angle.degrees()));
    out.put("", whole.degrees());
  }

  /** Gathers the products of two vectors that come in pieces. */
  private static final class Angle {
    private double product;
    private double first;
    private double second;

    /** Without the second vector the angle stays undefined. */
    void add(float[] g, float[] b, int from, int to) {
      if (b == null) {
        return;
      }
      double gb = product;
      double gg = first;
      double bb = second;
      for (int i = from; i < to; i++) {
        gb += (double) g[i] * b[i];
        gg += (double) g[i] * g[i];
        bb += (double) b[i] * b[i];
      }
      product = gb;
      first = gg;
      second = bb;
    }

    double degrees() {
      if (first == 0 || second == 0) {
        return Double.NaN;
      }
      // One root of the product: two equal vectors then give exactly 1.
      double cosine = product / Math.sqrt(first * second);
      return StrictMath.acos(Math.max(-1, Math.min(1, cosine))) * (180 / StrictMath.PI);
    }
  }
}
