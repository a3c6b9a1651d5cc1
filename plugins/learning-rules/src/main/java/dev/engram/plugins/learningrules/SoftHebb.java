package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * SoftHebb: units compete softly for each example, and the winners' weights move towards it. The hidden layers learn
 * this way, without labels; the last of several layers is a read-out that learns by its true gradient.
 *
 * <pre>
 * y = softmax(sharpness * u) over the units;   G_k = -r_k * mean over the batch of y_k (x - u_k w_k)        u = W x + b
 * r_k = 1;   adaptive: r_k = | |w_k| - 1 |^(1/2)
 * normalised: all G of the layer divided by the largest |G| without r, so that the largest step is at most r_k
 * losers: learn   by y_k as it is;   unlearn   by -y_k, all units but that with the largest y_k
 * </pre>
 *
 * If losers learn, rows of W converge to length 1; on well separated clusters of inputs of length 1, to their means.
 * With sharpness 0 all units converge to the mean input; a large sharpness is hard winner-take-all. Inputs need mean
 * 0 (scaling: standard) or equal length: otherwise one unit always wins. With adaptive or normalised, the step is
 * defined by the rule and needs sgd; usual learning rates are 0.01 to 0.05. The hidden biases are not trained.
 * Local. For another read-out: {layerwise: {hidden: soft-hebb, output: ...}}.
 * Moraitis, Toichkin, Journe, Chua and Guo 2022; Journe, Garcia Rodriguez, Guo and Moraitis 2023, whose program has
 * {adaptive: true, normalised: true, losers: unlearn}, and a sharpness of each layer.
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 * They compete at each position, with groups among the maps of a group.
 */
@Component(value = "soft-hebb", version = 2)
public record SoftHebb(
        @Hyper(
                value = SoftHebb.USUAL_SHARPNESS,
                range = "[0,1000000]",
                doc = "inverse temperature of the competition; 0: no competition")
        float sharpness,

        @Hyper(value = "false", doc = "lower the learning rate of a unit as the norm of its weights approaches 1")
        boolean adaptive,

        @Hyper(value = "false", doc = "scale each layer's step to a largest element of 1, before adaptive rates")
        boolean normalised,

        @Hyper(
                value = "learn",
                omitDefault = true,
                doc = "units other than the winner: learn, or unlearn by their share of the softmax")
        Losers losers,

        @Hyper(
                value = "[]",
                omitDefault = true,
                doc = "inverse temperature of each hidden layer, in place of sharpness; []: sharpness for all")
        List<Float> layerSharpness)
        implements LocalRule {
    /** The units that do not win. */
    public enum Losers {
        LEARN,
        UNLEARN
    }

    private static final String USUAL_SHARPNESS = "1";
    private static final float MAX_SHARPNESS = 1_000_000;

    public SoftHebb {
        layerSharpness = List.copyOf(layerSharpness);
        if (!layerSharpness.isEmpty() && sharpness != Float.parseFloat(USUAL_SHARPNESS)) {
            throw new IncompatibleException("sharpness: " + sharpness + " would have no effect, because layer-sharpness"
                    + " has a number for each layer; remove one of them");
        }
        for (float s : layerSharpness) {
            if (!(s >= 0 && s <= MAX_SHARPNESS)) {
                throw new IncompatibleException(
                        "layer-sharpness: " + s + " is not a number from 0 to " + (int) MAX_SHARPNESS);
            }
        }
    }

    /** The same sharpness in all layers. */
    public SoftHebb(float sharpness, boolean adaptive, boolean normalised, Losers losers) {
        this(sharpness, adaptive, normalised, losers, List.of());
    }

    /** All units learn. */
    public SoftHebb(float sharpness, boolean adaptive, boolean normalised) {
        this(sharpness, adaptive, normalised, Losers.LEARN);
    }

    /**
     * Returns the rule of one of the layers that it trains.
     *
     * @param index the index of the layer, from 0
     * @param layers the number of layers that it trains
     */
    SoftHebb ofLayer(int index, int layers) {
        if (layerSharpness.isEmpty()) {
            return this;
        }
        if (layerSharpness.size() != layers) {
            throw new IncompatibleException("layer-sharpness has " + layerSharpness.size()
                    + (layerSharpness.size() == 1 ? " number" : " numbers") + ", but soft-hebb trains " + layers
                    + (layers == 1 ? " layer" : " layers")
                    + "; give one number for each");
        }
        return new SoftHebb(layerSharpness.get(index), adaptive, normalised, losers);
    }

    @Override
    public Set<Requirement> requirements() {
        Set<Requirement> requirements = EnumSet.of(Requirement.LOSS_SLOPE);
        if (adaptive || normalised) {
            requirements.add(Requirement.PROPORTIONAL_STEP);
        }
        return requirements;
    }

    @Override
    public BoundRule bind(Setup setup) {
        return Layerwise.withReadout(setup, this);
    }

    @Override
    public boolean perPosition() {
        return true;
    }

    @Override
    public void learn(Synapses s) {
        Matrix u = s.preActivation();
        int rows = u.rows(), n = u.cols(), m = s.input().cols();
        Scratch share = s.perExample("share", n).set(u).scale(sharpness);
        Maths.subtractRowMaxima(share.data(), share.data(), rows, n);
        Maths.exp(share.data(), share.data(), 0, rows * n);
        for (int r = 0; r < rows; r++) {
            divideBySum(share.data(), r * n, r * n + n);
            if (losers == Losers.UNLEARN) {
                negateLosers(share.data(), r * n, r * n + n);
            }
        }
        Scratch step = s.scratch("step", n, m).multiplyTransposedA(share, s.input()),
                forgetting = s.scratch("forgetting", n, 1).fill(0),
                weights = s.scratch("weights", n, m).set(s.weights()),
                pace = s.scratch("pace", n, 1);
        float[] y = share.multiplyElementwise(u).data(), f = forgetting.data();
        for (int i = 0, k = 0; i < rows * n; i++) {
            f[k] += y[i];
            k = k + 1 == n ? 0 : k + 1;
        }
        boolean both = adaptive && normalised;
        adaptiveRates(weights.data(), pace.data(), n, m, both ? 1 : 1f / rows);
        step.add(-1, weights.scaleRows(forgetting));
        float most = both ? maxAbs(step.data(), n * m) : 1;
        step.scaleRows(pace);
        s.accumulate(-1 / (normalised && !adaptive ? maxAbs(step.data(), n * m) : most), step);
    }

    private static void divideBySum(float[] y, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += y[i];
        }
        for (int i = from; i < to; i++) {
            y[i] /= sum;
        }
    }

    /** Changes the sign of all numbers of a row but the first of the largest. */
    private static void negateLosers(float[] y, int from, int to) {
        int winner = from;
        for (int i = from + 1; i < to; i++) {
            if (y[i] > y[winner]) {
                winner = i;
            }
        }
        for (int i = from; i < to; i++) {
            y[i] = i == winner ? y[i] : -y[i];
        }
    }

    private void adaptiveRates(float[] w, float[] pace, int n, int m, float share) {
        for (int k = 0; k < n; k++) {
            pace[k] = share;
            if (adaptive) {
                double square = 0;
                for (int i = k * m; i < k * m + m; i++) {
                    square += (double) w[i] * w[i];
                }
                pace[k] *= (float) Math.sqrt(Math.abs(Math.sqrt(square) - 1));
            }
        }
    }

    /** Returns the largest absolute value, or 1 if all are 0. */
    static float maxAbs(float[] a, int n) {
        float most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.abs(a[i]));
        }
        return most == 0 ? 1 : most;
    }
}
