package dev.engram.plugins.learningrules;

import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import java.util.Set;

/**
 * Weight mirror: feedback matrices that learn the weights from noise. Before each step, every layer but the first
 * receives noise, and its feedback matrix learns, by Hebb's rule, the correlation of the output with the noise.
 *
 * <pre>
 * mirror:   X ~ N(0, noise^2), samples x inputs;   Y = phi(X W' + b), less its mean over the samples
 *           B <- (1 - decay) B + rate Y' X / (samples - 1);   then rms(B) <- scale sqrt(2 / (units + inputs))
 * engaged:  D_l = (D_{l+1} B_{l+1}) * phi_l'(A_l)        B_l: units x inputs, as W_l is
 * </pre>
 *
 * With {@code centre: false} the mean response stays in Y, as in the authors' released program. It adds nothing in the
 * mean, but noise, since it is far larger than the part of Y that X causes: in a sigmoid unit it is near 0.5.
 *
 * <p>In the mean, Y' X / (samples - 1) is noise^2 W for linear units, and each row is proportional to that of W for any
 * elementwise phi; with softmax the part common to all classes is lost, but it carries no error. B has a time
 * constant of about 1 / (rate noise^2) steps. Without rescaling and with decay it converges to rate noise^2 W /
 * decay; without both it grows without bound. B is not trained by the optimizer. Cost: 2 samples multiply-adds per
 * weight of these layers in a step, in addition to those of feedback alignment.
 *
 * <p>In a convolution, X is a map of noise, and Y' X is summed over positions. A tap (u, v) of the kernel sees the
 * input at n(u, v) positions only, fewer at a padded border, so its sum is divided by n(u, v); phi and the other stages
 * of the layer are left out. Convolutions with groups are refused.
 *
 * <p>Akrout, Wilson, Humphreys, Lillicrap and Tweed 2019.
 */
@Component("weight-mirror")
public record WeightMirror(
        @Hyper(value = "1", range = "[0,inf)", doc = "learning rate of the mirror")
        float rate,

        @Hyper(value = "0.1", range = "(0,inf)", doc = "standard deviation of the noise")
        float noise,

        @Hyper(value = "32", range = "[2,inf)", doc = "samples of noise per step")
        int samples,

        @Hyper(value = "0", range = "[0,1]", doc = "decay of the feedback matrices per step")
        float decay,

        @Hyper(value = "true", doc = "rescale the feedback matrices to a fixed size")
        boolean rescale,

        @Hyper(value = "1", range = "(0,inf)", doc = "scale of the feedback matrices, initially and after rescaling")
        float scale,

        @Hyper(value = "true", omitDefault = true, doc = "subtract the mean response to the noise")
        boolean centre)
        implements LearningRule {
    /** A mirror that subtracts the mean response. */
    public WeightMirror(float rate, float noise, int samples, float decay, boolean rescale, float scale) {
        this(rate, noise, samples, decay, rescale, scale, true);
    }

    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.OUTPUT_LAYER, Requirement.SLOPES, Requirement.LOSS_SLOPE);
    }

    @Override
    public BoundRule bind(Setup setup) {
        return setup.backward(layer -> new Mirror(this, setup, layer)::update);
    }

    /** The feedback matrix of one layer. */
    private static final class Mirror {
        private final WeightMirror rule;
        private final Layer layer;
        private final String stream;
        private final float size;
        private final Matrix first;
        private final Scratch initialised;
        private final Scratch feedback;
        private final Scratch x;
        private final Scratch y;
        private final Scratch mean;
        private final Scratch ones;
        private final Scratch correlation;
        /** How a convolution is mirrored; null for full connections. */
        private final MapMirror onMaps;

        Mirror(WeightMirror rule, Setup setup, Layer layer) {
            this.rule = rule;
            this.layer = layer;
            int units = layer.weights().rows(), inputs = layer.weights().cols();
            String name = "feedback/" + layer.index();
            stream = "noise/" + layer.index();
            size = rule.scale * Maths.sqrt(2f / (units + inputs));
            first = setup.fixedGaussian(name, units, inputs, size);
            feedback = setup.state(name, units, inputs);
            initialised = setup.state(name + "/begun", 1, 1);
            x = setup.scratch(rule.samples, layer.inputs());
            y = setup.scratch(rule.samples, layer.units());
            mean = setup.scratch(1, units);
            ones = setup.scratch(1, rule.samples * layer.positions());
            correlation = setup.scratch(units, inputs);
            onMaps = layer.plain() ? null : new MapMirror(setup, layer, rule.samples);
        }

        /** Runs the mirror phase; returns the feedback matrix for the engaged phase. */
        Matrix update(Batch batch) {
            if (initialised.data()[0] == 0) {
                initialised.fill(1);
                feedback.set(first);
            }
            x.gaussian(batch.random(stream)).scale(rule.noise);
            layer.affine(x, y);
            if (onMaps == null) {
                layer.activate(y, y);
                centre(y);
                correlation.multiplyTransposedA(y, x);
            } else {
                Scratch outputs = onMaps.byPosition(y);
                centre(outputs);
                onMaps.correlate(x, outputs, correlation);
            }
            feedback.scale(1 - rule.decay).add(rule.rate / (rule.samples - 1), correlation);
            return rule.rescale ? rescaled() : feedback;
        }

        private void centre(Scratch outputs) {
            if (!rule.centre) {
                return;
            }
            mean.multiply(ones.fill(1f / outputs.rows()), outputs);
            float[] a = outputs.data(), m = mean.data();
            for (int r = 0, i = 0; r < outputs.rows(); r++) {
                for (int u = 0; u < m.length; u++, i++) {
                    a[i] -= m[u];
                }
            }
        }

        private Matrix rescaled() {
            double squares = 0;
            for (float b : feedback.data()) {
                squares += (double) b * b;
            }
            double rms = Math.sqrt(squares / feedback.data().length);
            return rms > 0 ? feedback.scale((float) (size / rms)) : feedback;
        }
    }
}
