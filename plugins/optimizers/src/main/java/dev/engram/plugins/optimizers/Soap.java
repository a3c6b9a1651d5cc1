package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import java.util.List;

/**
 * SOAP: Adam in the eigenbases of Shampoo's two matrices.
 *
 * <pre>
 * step 1     L, R from the first gradient, Q_L, Q_R their eigenvectors, descending; no step.   k = t - 1 after it
 * m  <- beta1 * m + (1 - beta1) * G;   g' = Q_L' G Q_R;   v <- beta2 * v + (1 - beta2) * g'^2
 * N  = Q_L' m Q_R / (sqrt(v) + epsilon) * sqrt(1 - beta2^k) / (1 - beta1^k)
 * W  <- (1 - rate * decay) * (W - rate * Q_L N Q_R')           the decay acts after the step
 * L  <- keep * L + (1 - keep) * G G';   R <- keep * R + (1 - keep) * G'G
 * every n steps: Q <- Q of the QR decomposition of L Q, columns in the order of diag(Q' L Q), v in the same order
 * </pre>
 *
 * Biases, and sides longer than {@code widest}, have no basis: without any basis it is Adam with weight decay.
 * State: 2 rows^2 + 2 cols^2 + 2 rows cols numbers for a matrix. A refresh takes about 0.07 s of one core for a
 * side of 800, and the time grows with the cube of the side. The method is meant for noisy gradients: where the second
 * gradient equals the first, the bases of the first leave rounding errors off the diagonal, which Adam then
 * amplifies.
 * Vyas et al. 2024.
 */
@Component(value = "soap", version = 2)
public record Soap(
        @Hyper(value = "0.003", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.95", range = "[0,1)", doc = "exponential decay rate of the first moment")
        float beta1,

        @Hyper(value = "0.95", range = "[0,1)", doc = "exponential decay rate of the second moment")
        float beta2,

        @Hyper(value = "0.95", range = "[0,1)", doc = "exponential decay rate of both matrices")
        float keep,

        @Hyper(value = "10", range = "[1,1000000]", doc = "steps between refreshes of the bases")
        int every,

        @Hyper(value = "1e-8", range = "(0,inf)", doc = "added to the denominator for numerical stability")
        float epsilon,

        @Hyper(value = "0.01", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "1024", range = "[1,100000]", doc = "longest side that has a basis")
        int widest)
        implements Optimizer {
    @Override
    public void update(Step s) {
        float[] gradient = s.gradient(), th = s.theta(), mean = s.slot("m"), v = s.slot("v");
        long k = s.t() - 1;
        float a = beta1, b = beta2, eps = epsilon, forget = rate * decay;
        float c = k == 0 ? 0 : (float) (rate * Math.sqrt(1 - Maths.pow(beta2, k)) / (1 - Maths.pow(beta1, k)));
        List<Parameter> all = s.parameters();
        for (int q = 0; q < all.size(); q++) {
            Parameter p = all.get(q);
            int m = p.rows(), n = p.cols(), from = p.from(), size = m * n;
            Scratch g = s.scratch("g", m, n), x = s.scratch("x", m, n), half = s.scratch("half", m, n);
            boolean left = n > 1 && m <= widest, right = n > 1 && n <= widest;
            System.arraycopy(gradient, from, g.data(), 0, size);
            if (k > 0) {
                rotate(s, p, x.set(g), half, left, right, true);
                for (int i = from, j = 0; j < size; i++, j++) {
                    v[i] = b * v[i] + (1 - b) * x.data()[j] * x.data()[j];
                    mean[i] = a * mean[i] + (1 - a) * gradient[i];
                }
                System.arraycopy(mean, from, x.data(), 0, size);
                rotate(s, p, x, half, left, right, true);
                for (int i = from, j = 0; j < size; i++, j++) {
                    x.data()[j] = c * (x.data()[j] / (Maths.sqrt(v[i]) + eps));
                }
                rotate(s, p, x, half, left, right, false);
            } else {
                x.set(g).scale(0); // no step, but NaN in the gradient is passed on
            }
            for (int i = from, j = 0; j < size; i++, j++) {
                float step = x.data()[j];
                gradient[i] = k == 0 ? step : step + forget * (th[i] - step);
            }
            if (left) {
                updateBasis(s, p, g, true, k, v);
            }
            if (right) {
                updateBasis(s, p, g, false, k, v);
            }
        }
    }

    /** Computes x = Q_L' x Q_R, or Q_L x Q_R' if {@code intoBasis} is false. */
    private static void rotate(
            Step s, Parameter p, Scratch x, Scratch half, boolean left, boolean right, boolean intoBasis) {
        int m = p.rows(), n = p.cols();
        half.set(x);
        if (left) {
            Scratch basis = s.slot(p, "left basis", m, m, 1);
            if (intoBasis) {
                x.multiplyTransposedA(basis, half);
            } else {
                x.multiply(basis, half);
            }
            half.set(x);
        }
        if (right) {
            Scratch basis = s.slot(p, "right basis", n, n, 1);
            if (intoBasis) {
                x.multiply(half, basis);
            } else {
                x.multiplyTransposedB(half, basis);
            }
        }
    }

    /** Adds a gradient to one side's matrix and refreshes the basis if it is due. */
    private void updateBasis(Step s, Parameter p, Scratch g, boolean left, long k, float[] v) {
        int n = left ? p.rows() : p.cols();
        Scratch sum = s.slot(p, left ? "left" : "right", n, n, 0), fresh = s.scratch("square", n, n);
        Scratch basis = s.slot(p, left ? "left basis" : "right basis", n, n, 1);
        if (left) {
            fresh.multiplyTransposedB(g, g);
        } else {
            fresh.multiplyTransposedA(g, g);
        }
        sum.scale(keep).add(1 - keep, fresh);
        if (k == 0) {
            eigenvectors(s, n, sum, basis);
        } else if (k % every == 0) {
            refresh(s, p, left, sum, basis, fresh, v);
        }
    }

    /** Computes the eigenvectors, as columns in descending order of their eigenvalues. */
    private static void eigenvectors(Step s, int n, Scratch sum, Scratch basis) {
        double[] a = s.scratch("a", n * n), rows = s.scratch("vectors", n * n), values = s.scratch("values", n);
        for (int i = 0; i < n * n; i++) {
            a[i] = sum.data()[i];
        }
        s.eigen(n, a, values, rows);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                basis.data()[i * n + j] = (float) rows[(n - 1 - j) * n + i];
            }
        }
    }

    /** Makes one step of orthogonal iteration. */
    private static void refresh(
            Step s, Parameter p, boolean left, Scratch sum, Scratch basis, Scratch image, float[] v) {
        int n = left ? p.rows() : p.cols();
        image.multiply(sum, basis);
        double[] order = s.scratch("order", n), size = s.scratch("values", n);
        for (int j = 0; j < n; j++) {
            size[j] = 0;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                size[j] += (double) basis.data()[i * n + j] * image.data()[i * n + j];
            }
        }
        sortDescending(n, size, order);
        double[] columns = s.scratch("a", n * n);
        for (int j = 0; j < n; j++) {
            for (int i = 0, from = (int) order[j]; i < n; i++, from += n) {
                columns[j * n + i] = image.data()[from];
            }
        }
        s.orthonormalizeRows(n, columns);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                basis.data()[i * n + j] = (float) columns[j * n + i];
            }
        }
        int rows = p.rows(), cols = p.cols();
        float[] old = s.scratch("x", rows, cols).data();
        System.arraycopy(v, p.from(), old, 0, rows * cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                v[p.from() + i * cols + j] = left ? old[(int) order[i] * cols + j] : old[i * cols + (int) order[j]];
            }
        }
    }

    /** Sorts by insertion, which is fast for nearly sorted values, and is stable. */
    private static void sortDescending(int n, double[] size, double[] order) {
        for (int i = 0; i < n; i++) {
            int j = i;
            for (; j > 0 && size[(int) order[j - 1]] < size[i]; j--) {
                order[j] = order[j - 1];
            }
            order[j] = i;
        }
    }
}
