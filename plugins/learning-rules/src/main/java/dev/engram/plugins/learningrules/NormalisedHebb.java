package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;
import java.util.Set;

/**
 * Hebb's rule with normalisation: after each step a unit's weights are scaled to length 1 and cannot diverge.
 *
 * <pre>
 * v_k = w_k + gamma * y_k' X / B;   G_k = w_k - v_k / |v_k|        so that at a rate of 1 w_k becomes v_k / |v_k|
 * </pre>
 *
 * The step is defined by the rule: it needs {sgd: {rate: 1}}; a smaller learning rate takes only part of the step.
 * One linear unit is the power method for I + gamma X'X/B and converges to the first principal component of inputs
 * with mean 0. All units of a layer converge to the same component, since they do not interact. Oja's rule is its
 * expansion in gamma. A unit with zero weights is not trained. The bias is not trained. Local and unsupervised. Hebb
 * 1949; von der Malsburg 1973 (normalisation); Oja 1982.
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 */
@Component("normalised-hebb")
public record NormalisedHebb(
        @Hyper(value = "0.01", range = "(0,inf)", doc = "gamma, the Hebbian growth per product of the two activities")
        float gamma)
        implements LocalRule {
    @Override
    public Set<Requirement> requirements() {
        return Set.of(Requirement.PROPORTIONAL_STEP);
    }

    @Override
    public boolean perPosition() {
        return true;
    }

    @Override
    public void learn(Synapses s) {
        Matrix y = s.output(), weights = s.weights();
        int n = weights.rows(), m = weights.cols();
        Scratch v = s.scratch("grown", n, m)
                .multiplyTransposedA(y, s.input())
                .scale(gamma / y.rows())
                .add(1, weights);
        float[] a = v.data();
        for (int k = 0; k < n; k++) {
            double square = 0;
            for (int i = k * m; i < k * m + m; i++) {
                square += (double) a[i] * a[i];
            }
            float shrink = square == 0 ? 1 : (float) (1 / Math.sqrt(square));
            for (int i = k * m; i < k * m + m; i++) {
                a[i] *= shrink;
            }
        }
        s.accumulate(1, weights);
        s.accumulate(-1, v);
    }
}
