package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The length of the step made just before, relative to what was moved: for each layer and for the whole.
 *
 * <pre>
 *   ratio = |theta_{t-1} - theta_t| / |theta_{t-1}|
 * </pre>
 *
 * What the parameters really moved: behind the optimizer, its rate, momentum and decay. A layer's ratio (layer0, layer1,
 * ...) is that of its weights; the whole also counts the network's biases and other parameters, but nothing of the
 * rule's own. Ratios about 1e-3 are usual; layers whose ratios differ by orders of magnitude learn at different paces.
 * Missing before the first step, and where parameters were zero.
 */
@Component("update-ratio")
public record UpdateRatio() implements Metric.OfTraining {
    @Override
    public int direction() {
        return 0;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        float[] u = probe.update();
        float[] before = u == null ? null : probe.theta().clone();
        for (int i = 0; u != null && i < u.length; i++) {
            before[i] += u[i];
        }
        PerLayerVectors.of(probe.parameters(), u, before).put(out, VectorPair::normRatio);
    }
}
