package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The length of the step made just before: for each layer and for the whole.
 *
 * <pre>
 *   norm = |theta_{t-1} - theta_t|
 * </pre>
 *
 * What the parameters really moved: behind the optimizer, its rate, momentum and decay. A layer's norm (layer0, layer1,
 * ...) is that of its weights; the whole also counts the network's biases and other parameters, but nothing of the
 * rule's own. Missing before the first step.
 */
@Component("update-norm")
public record UpdateNorm() implements Metric.OfTraining {
    @Override
    public int direction() {
        return 0;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        float[] u = probe.update();
        // Beside itself, so that an absent one is missing.
        PerLayerVectors.of(probe.parameters(), u, u).put(out, u == null ? p -> Double.NaN : VectorPair::norm);
    }
}
