package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Metric;

/**
 * The relative error of the learning rule's pseudo-gradient, for each layer and for the whole network.
 *
 * <pre>
 *   error = |G - B| / |B|
 * </pre>
 *
 * G is the rule's pseudo-gradient before the optimizer, B a gradient for the same examples (`training.probe`) at the
 * same parameters. With reference: forward, it is that of back-propagation through the forward pass, as of alignment.
 * With reference: settled, it is that of the loss of the state to which the network settles, for rules that predict
 * with such a state. Equilibrium propagation tends to this gradient as its nudge tends to 0, with an error in
 * proportion to the nudge (one-sided) or to its square (centred). The error of a layer (layer0, layer1, ...) is that
 * of its weights; that of the whole also includes the network's biases and other parameters, but not the rule's own.
 * Missing if B is zero everywhere, or if there is no such gradient. Lower is better.
 *
 * <p>Scellier and Bengio 2017, Equilibrium propagation: bridging the gap between energy-based models and
 * backpropagation; Laborieux et al. 2021.
 */
@Component("gradient-error")
public record GradientError(
        @Hyper(value = "forward", doc = "gradient B: that of the forward pass, or that of the settled network")
        Reference reference)
        implements Metric.OfTraining {
    /** The gradient with which the rule's is compared. */
    public enum Reference {
        FORWARD,
        SETTLED
    }

    @Override
    public int direction() {
        return -1;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        float[] b = reference == Reference.SETTLED ? probe.settledGradient() : probe.trueGradient();
        PerLayerVectors.of(probe.parameters(), difference(probe.pseudoGradient(), b), b)
                .put(out, VectorPair::normRatio);
    }

    private static float[] difference(float[] g, float[] b) {
        float[] d = g.clone();
        for (int i = 0; b != null && i < d.length; i++) {
            d[i] -= b[i];
        }
        return d;
    }
}
