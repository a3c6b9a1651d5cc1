package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The weight angle: between a feedback matrix and the weights in whose place it stands, in degrees, for each layer that
 * an error comes down to and for all of them together.
 *
 * <pre>
 *   angle = arccos( <M, W> / (|M| |W|) )         <M, W> = sum_ij M_ij W_ij
 * </pre>
 *
 * M is the matrix that brought the error to the outputs of layer l (layer0, layer1, ...). Where it brought it from the
 * layer above (feedback alignment, sign symmetry, Kolen-Pollack), W is the weights W_{l+1} of that layer; where it brought
 * it straight from the output (direct feedback alignment, local heads), W is the product W_L ... W_{l+1} of all weights
 * above. So a feedback matrix stands under the name of the layer that learns by it, as its alignment does. 0: the
 * error travels through the weights themselves; 90 +- 57/sqrt(size of M): by chance, as before learning; it falls when the
 * weights come to align with the feedback. No reading where nothing carries an error down; missing where one of the two
 * is zero. Less is better.
 *
 * <p>Akrout, Wilson, Humphreys, Lillicrap and Tweed 2019, Deep learning without weight transport.
 */
@Component("weight-angle")
public record WeightAngle() implements Metric.OfTraining {
    @Override
    public int direction() {
        return -1;
    }

    @Override
    public void compute(Probe probe, Readings out) {
        VectorPair whole = new VectorPair();
        for (Feedback f : probe.feedback()) {
            VectorPair one = new VectorPair();
            one.add(f.feedbackWeights(), f.weights());
            whole.add(f.feedbackWeights(), f.weights());
            out.put(f.layer(), one.angleDegrees());
        }
        out.put("", whole.angleDegrees());
    }
}
