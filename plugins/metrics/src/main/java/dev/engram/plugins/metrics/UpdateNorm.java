package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The norm of the last step, for each layer and for the whole network.
 *
 * <pre>
 *   norm = |theta_{t-1} - theta_t|
 * </pre>
 *
 * The actual change of the parameters, after the optimizer with its learning rate, momentum and decay. The norm of a
 * layer (layer0, layer1, ...) is that of its weights; that of the whole also includes the network's biases and other
 * parameters, but not the rule's own. Missing before the first step.
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
        // Paired with itself, so that an absent step is missing.
        PerLayerVectors.of(probe.parameters(), u, u).put(out, u == null ? p -> Double.NaN : VectorPair::norm);
    }
}
