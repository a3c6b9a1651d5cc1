package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Layer;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * Krotov and Hopfield's competing hidden units: for each example, the most active unit learns and a less active one
 * unlearns. The hidden layers learn this way, without labels; the last of several layers is a read-out that learns
 * by its true gradient.
 *
 * <pre>
 * Q_k = sum_i sgn(w_ki) |w_ki|^(norm-1) x_i;   g = 1 for the largest Q, -anti for that of the given rank, else 0
 * S_k = sum over the batch of g_k (x - Q_k w_k);   G = -S / max |S|
 * </pre>
 *
 * The step is defined by the rule: it needs sgd, whose learning rate is then the largest change of a weight in a
 * step. Usual is 0.02, falling linearly to 0 ({polynomial: {start: 0.02}}). Inputs must not be negative, best
 * between 0 and 1 (scaling: range), initial weights N(0,1), batches of 100. Rows of W converge to length 1 in the
 * given norm. With anti 0 it is hard winner-take-all. Equal Q rank by index. With norm 2, Q is the pre-activation;
 * the hidden biases are not trained. A read-out works best with high contrast: rectified-power on the hidden layer,
 * of power 4 to 5 for inputs of length 1, less for longer ones. Local. For another read-out: {layerwise: {hidden:
 * krotov-hopfield, output: ...}}.
 * Krotov and Hopfield 2019.
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 * They compete at each position, with groups among the maps of a group.
 */
@Component("krotov-hopfield")
public record KrotovHopfield(
        @Hyper(value = "2", range = "[2,10]", doc = "p, the order of the norm of the weights")
        float norm,

        @Hyper(value = "0.4", range = "[0,inf)", doc = "strength of unlearning")
        float anti,

        @Hyper(
                value = "2",
                range = "[2,1000000]",
                doc = "rank of the unit that unlearns; the most active unit has rank 1")
        int rank)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.LOSS_SLOPE, Requirement.PROPORTIONAL_STEP);
    }

    @Override
    public BoundRule bind(Setup setup) {
        int depth = setup.network().depth();
        for (Layer l : setup.network().layers().subList(0, Math.max(1, depth - 1))) {
            if (l.units() < rank) {
                throw new IncompatibleException("the unit of rank " + rank + " unlearns, but layer " + l.index()
                        + " has " + l.units() + " units; add units, or lower rank");
            }
        }
        return Layerwise.withReadout(setup, this);
    }

    @Override
    public boolean perPosition() {
        return true;
    }

    @Override
    public void learn(Synapses s) {
        int rows = s.input().rows(), n = s.weights().rows(), m = s.weights().cols();
        Scratch weights = s.scratch("weights", n, m).set(s.weights());
        Scratch activity = norm == 2
                ? s.perExample("activity", n).set(s.preActivation())
                : s.perExample("activity", n)
                        .multiplyTransposedB(s.input(), poweredWeights(weights, s.scratch("strengths", n, m)));
        Scratch roles = s.perExample("roles", n).fill(0),
                forgetting = s.scratch("forgetting", n, 1).fill(0);
        float[] q = activity.data(), g = roles.data(), f = forgetting.data();
        for (int r = 0; r < rows; r++) {
            int winner = nextLargest(q, r * n, n, -1), loser = winner;
            for (int i = 1; i < rank && loser >= 0; i++) {
                loser = nextLargest(q, r * n, n, loser);
            }
            assign(1, winner, q, g, f, r * n);
            assign(-anti, loser, q, g, f, r * n);
        }
        Scratch step =
                s.scratch("step", n, m).multiplyTransposedA(roles, s.input()).add(-1, weights.scaleRows(forgetting));
        s.accumulate(-1 / SoftHebb.maxAbs(step.data(), n * m), step);
    }

    /** Returns sgn(w) |w|^(norm-1). The logarithm of 0 is -inf, whose exponential is 0. */
    private Matrix poweredWeights(Scratch weights, Scratch strengths) {
        float[] w = weights.data(), p = strengths.data();
        int all = weights.rows() * weights.cols();
        for (int i = 0; i < all; i++) {
            p[i] = Math.abs(w[i]);
        }
        Maths.log(p, p, 0, all);
        strengths.scale(norm - 1);
        Maths.exp(p, p, 0, all);
        for (int i = 0; i < all; i++) {
            p[i] = Math.copySign(p[i], w[i]);
        }
        return strengths;
    }

    /** The unit that comes after another by activity, then by index; after -1 the first of all; -1: there is none. */
    private static int nextLargest(float[] q, int from, int n, int after) {
        int best = -1;
        for (int k = 0; k < n; k++) {
            boolean behind = after < 0 || q[from + k] < q[from + after] || q[from + k] == q[from + after] && k > after;
            if (behind && (best < 0 || q[from + k] > q[from + best])) {
                best = k;
            }
        }
        return best;
    }

    private static void assign(float role, int unit, float[] q, float[] g, float[] forgetting, int from) {
        if (unit >= 0) {
            g[from + unit] += role;
            forgetting[unit] += role * q[from + unit];
        }
    }
}
