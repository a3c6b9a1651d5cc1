package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The norm of the last step relative to that of the parameters, for each layer and for the whole network.
 *
 * <pre>
 *   ratio = |theta_{t-1} - theta_t| / |theta_{t-1}|
 * </pre>
 *
 * The actual change of the parameters, after the optimizer with its learning rate, momentum and decay. The ratio of
 * a layer (layer0, layer1, ...) is that of its weights; that of the whole also includes the network's biases and
 * other parameters, but not the rule's own. Ratios of about 1e-3 are usual; layers whose ratios differ by orders of
 * magnitude learn at different speeds. Missing before the first step, and if the parameters were zero.
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
