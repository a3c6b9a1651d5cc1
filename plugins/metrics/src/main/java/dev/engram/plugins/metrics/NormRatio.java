package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The norm of the learning rule's pseudo-gradient relative to that of the true gradient, for each layer and for the
 * whole network.
 *
 * <pre>
 *   ratio = |G| / |B|
 * </pre>
 *
 * G is the rule's pseudo-gradient before the optimizer, B the gradient that back-propagation computes for the same
 * examples at the same parameters. The examples are a fixed set of training examples (`training.probe`), because the
 * ratio of a small batch is noisy and depends on its size. The ratio of a layer (layer0, layer1, ...) is that of its
 * weights; that of the whole also includes the network's biases and other parameters, but not the rule's own. With
 * plain gradient descent at a given learning rate, it is how much faster the rule moves a layer than back-propagation
 * would; 0: the layer is not trained. Missing if B is zero everywhere, or if there is no true gradient.
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
