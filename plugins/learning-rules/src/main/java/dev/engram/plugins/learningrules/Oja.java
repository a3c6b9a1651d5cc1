package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;

/**
 * Oja's rule: Hebb's rule with a decay that keeps the weights bounded.
 *
 * <pre>
 * G = -(Y' X - Y' Y W) / B
 * </pre>
 *
 * One linear unit converges to the first principal component, with length 1; a layer of k units to the subspace of
 * the first k (a basis of it, not the components themselves). Inputs should have mean 0; to converge it needs a
 * falling learning rate below 1/lambda_1. The bias is not trained. Local and unsupervised. Oja 1982 (unit), 1989
 * (subspace).
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 */
@Component("oja")
public record Oja() implements LocalRule {
    @Override
    public boolean perPosition() {
        return true;
    }

    @Override
    public void learn(Synapses s) {
        Matrix y = s.output(), w = s.weights();
        int n = w.rows();
        Scratch overlap = s.scratch("overlap", n, n).multiplyTransposedA(y, y).scale(1f / y.rows());
        s.accumulateOuterProduct(-1, y, s.input());
        s.accumulate(1, s.scratch("forgetting", n, w.cols()).multiply(overlap, w));
    }
}
