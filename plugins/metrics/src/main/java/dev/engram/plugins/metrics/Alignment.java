package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The angle between the learning rule's pseudo-gradient and the true gradient, in degrees, for each layer and for
 * the whole network.
 *
 * <pre>
 *   angle = arccos( G . B / (|G| |B|) )
 * </pre>
 *
 * G is the rule's pseudo-gradient before the optimizer, B the gradient that back-propagation computes for the same
 * examples at the same parameters. The examples are a fixed set of training examples (`training.probe`), because the
 * angle of a small batch is noisy and depends on its size. The angle of a layer (layer0, layer1, ...) is that of its
 * weights; that of the whole also includes the network's biases and other parameters, but not the rule's own. 0: the
 * rule is back-propagation; below 90: small steps still reduce the loss; 90 +- 57/sqrt(number of weights): no better
 * than chance. Missing if one of the two is zero everywhere, or if there is no true gradient. Lower is better.
 *
 * <p>Lillicrap, Cownden, Tweed and Akerman 2016, Random synaptic feedback weights support error backpropagation for
 * deep learning.
 */
@Component("alignment")
public record Alignment() implements Metric.OfTraining {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        PerLayerVectors.of(probe.parameters(), probe.pseudoGradient(), probe.trueGradient())
                .put(out, VectorPair::angleDegrees);
    }
}
