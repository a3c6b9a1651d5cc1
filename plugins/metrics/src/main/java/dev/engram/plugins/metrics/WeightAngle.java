package dev.engram.plugins.metrics;

import dev.engram.spi.Component;
import dev.engram.spi.Metric;

/**
 * The angle between a feedback matrix and the weights that it replaces, in degrees, for each layer that receives an
 * error and for all of them together.
 *
 * <pre>
 *   angle = arccos( <M, W> / (|M| |W|) )         <M, W> = sum_ij M_ij W_ij
 * </pre>
 *
 * M is the matrix that carried the error to the outputs of layer l (layer0, layer1, ...). If it carried the error
 * from the layer above (feedback alignment, sign symmetry, Kolen-Pollack), W is the weights W_{l+1} of that layer;
 * if it carried it directly from the output (direct feedback alignment, local heads), W is the product W_L ...
 * W_{l+1} of all weights above. A feedback matrix thus has the name of the layer that learns from it, as in
 * alignment. 0: the error is carried by the weights themselves; 90 +- 57/sqrt(size of M): chance, as before
 * learning. It falls as the weights align with the feedback. Not measured where no error is carried down; missing if
 * one of the two is zero. Lower is better.
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
