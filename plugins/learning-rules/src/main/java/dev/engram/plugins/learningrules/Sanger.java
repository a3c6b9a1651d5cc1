package dev.engram.plugins.learningrules;

import dev.engram.spi.Component;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.Synapses;

/**
 * Sanger's rule, the generalised Hebbian algorithm (GHA): Oja's rule with ordered units, so that each learns the
 * component that those before it leave.
 *
 * <pre>
 * G = -(Y' X - LT(Y' Y) W) / B        LT: lower triangle with the diagonal; Y: rows x units, X: rows x inputs
 * </pre>
 *
 * k linear units converge to the first k principal components, in order and with length 1. Inputs must have mean 0;
 * otherwise the rule finds eigenvectors of the second moments. To converge it needs a falling learning rate below
 * 1/lambda_1 and plain gradient descent (sgd with a schedule). The bias is not trained. With one unit it is Oja's
 * rule bit for bit. Local and unsupervised. Its decay term costs units^2 * inputs multiply-adds a step. Sanger 1989.
 *
 * <p>In a convolution, each position is an example, whose input is the patch that the kernel sees; units are maps.
 */
@Component("sanger")
public record Sanger() implements LocalRule {
    @Override
    public boolean perPosition() {
        return true;
    }

    @Override
    public void learn(Synapses s) {
        Matrix y = s.output(), w = s.weights();
        int n = w.rows();
        Scratch overlap = s.scratch("overlap", n, n).multiplyTransposedA(y, y).scale(1f / y.rows());
        float[] o = overlap.data();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                o[i * n + j] = 0;
            }
        }
        s.accumulateOuterProduct(-1, y, s.input());
        s.accumulate(1, s.scratch("forgetting", n, w.cols()).multiply(overlap, w));
    }
}
