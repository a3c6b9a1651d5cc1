package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * How long the learning rule's pseudo-gradient is beside the true gradient: for each layer and for the whole.
 *
 * <pre>
 *   ratio = |G| / |B|
 * </pre>
 *
 * G is the rule's pseudo-gradient before the optimizer, B the gradient that back-propagation finds for the same batch at
 * the same parameters. A layer's ratio (layer0, layer1, ...) is that of its weights; the whole also counts the network's
 * biases and other parameters, but nothing of the rule's own. At a given rate of plain gradient descent it says how much
 * faster or slower the rule moves a layer than back-propagation would; 0: the layer rests. Missing where B is zero
 * everywhere, or where there is none.
 */
@Component("norm-ratio")
public record NormRatio() implements Metric.OfTraining {
    @Override
    public int direction() {
        return 0;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        PerLayerVectors.of(probe.parameters(), probe.pseudoGradient(), probe.trueGradient())
                .put(out, VectorPair::normRatio);
    }
}
