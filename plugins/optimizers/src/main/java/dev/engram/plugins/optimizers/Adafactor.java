package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Maths;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Step;
import java.util.List;

/**
 * Adafactor: the gradient divided by its root mean square. For a matrix, only the row and column means of the
 * squares are stored.
 *
 * <pre>
 * a = t^power;   q = g^2                                        floor add:  q = g^2 + epsilon^2
 * R <- (1 - a) R + a * row means of q;   C <- (1 - a) C + a * column means of q
 * V = R C / mean(R);   vectors: V <- (1 - a) V + a q
 * U = g / sqrt(V)                                               floor clamp:  g / sqrt(max(V, epsilon^2))
 * alpha = min(rate, 1 / sqrt(t)) * max(least, rms(theta));   relative false: without the last factor
 * theta <- (1 - rate * decay) theta - alpha U / max(1, rms(U) / clip)
 * </pre>
 *
 * State: rows + cols numbers for a matrix, one per number of a bias. The factorisation is exact where g^2 has rank
 * one. rms is the root mean square over one parameter. Clamping is PyTorch's convention, where epsilon is the
 * roundoff of the number format; adding is the paper's, with epsilon 1e-15. There is no momentum, as in PyTorch.
 * Shazeer and Stern 2018.
 */
@Component(value = "adafactor", version = 2)
public record Adafactor(
        @Hyper(
                value = "0.01",
                range = "[0,inf)",
                doc = "learning rate; with relative, a multiple of the parameter's root mean square")
        float rate,

        @Hyper(value = "-0.8", range = "[-1,0)", doc = "exponent of t in the weight of the newest square")
        float power,

        @Hyper(value = "1", range = "(0,inf)", doc = "largest root mean square of U; a larger one is clipped")
        float clip,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "true", doc = "scale steps by the parameter's root mean square")
        boolean relative,

        @Hyper(value = "1e-3", range = "(0,inf)", doc = "lower bound on the root mean square of a parameter")
        float least,

        @Hyper(value = "1.2e-7", range = "(0,inf)", doc = "keeps the denominator positive, for numerical stability")
        float epsilon,

        @Hyper(value = "clamp", doc = "use of epsilon: clamp the mean squares from below, or add to the squares")
        Floor floor)
        implements Optimizer {
    /** Conventions for epsilon. */
    public enum Floor {
        CLAMP,
        ADD
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta();
        float fresh = (float) Powers.pow(s.t(), power), forget = rate * decay;
        double rho = Math.min(rate, 1 / Math.sqrt(s.t()));
        List<Parameter> all = s.parameters();
        for (int k = 0; k < all.size(); k++) {
            Parameter p = all.get(k);
            double n = p.to() - p.from(), own = Math.sqrt(s.dot(p, th, th) / n);
            if (p.rows() > 1 && p.cols() > 1) {
                factored(s, p, fresh);
            } else {
                unfactored(s, p, fresh);
            }
            double size = Math.sqrt(s.dot(p, g, g) / n);
            float c = (float) (rho * (relative ? Math.max(least, own) : 1) / Math.max(1, size / clip));
            scale(p, c, forget, th, g);
        }
    }

    private static void scale(Parameter p, float c, float forget, float[] th, float[] g) {
        for (int i = p.from(), to = p.to(); i < to; i++) {
            g[i] = c * g[i] + forget * th[i];
        }
    }

    private float addedEpsilon() {
        return floor == Floor.ADD ? epsilon * epsilon : 0;
    }

    /** Lower bound on the mean squares. */
    private float leastSquare() {
        return floor == Floor.CLAMP ? epsilon * epsilon : 0;
    }

    private void unfactored(Step s, Parameter p, float fresh) {
        float[] g = s.gradient(),
                v = s.slot(p, "squares", p.rows(), p.cols(), 0).data();
        float keep = 1 - fresh, more = addedEpsilon(), floor = leastSquare();
        for (int i = p.from(), j = 0; i < p.to(); i++, j++) {
            v[j] = keep * v[j] + fresh * (g[i] * g[i] + more);
            g[i] /= Maths.sqrt(Math.max(v[j], floor));
        }
    }

    private void factored(Step s, Parameter p, float fresh) {
        int m = p.rows(), n = p.cols();
        float[] g = s.gradient(),
                r = s.slot(p, "row means", m, 1, 0).data(),
                c = s.slot(p, "column means", 1, n, 0).data();
        float[] column = s.scratch("column sums", 1, n).fill(0).data();
        float[] u = s.scratch("row", 1, n).data(); // loops over the same index of several arrays are vectorised
        float keep = 1 - fresh, more = addedEpsilon(), floor = leastSquare();
        double mean = 0;
        for (int i = 0, at = p.from(); i < m; i++, at += n) {
            System.arraycopy(g, at, u, 0, n);
            addSquares(n, more, u, column);
            r[i] = keep * r[i] + fresh * (float) (s.sum(u, 0, n) / n);
            mean += r[i];
        }
        for (int j = 0; j < n; j++) {
            c[j] = keep * c[j] + fresh * (column[j] / m);
        }
        divideRows(p, mean / m, r, c, floor, u, g);
    }

    /**
     * Divides all rows by their root mean squares. A method of its own: where C2 compiles it together with the loop
     * over the sums while that one runs, it leaves calls in what has never run.
     */
    private static void divideRows(Parameter p, double mean, float[] r, float[] c, float floor, float[] u, float[] g) {
        int m = p.rows(), n = p.cols();
        for (int i = 0, at = p.from(); i < m; i++, at += n) {
            float share = mean == 0 ? 0 : (float) (r[i] / mean);
            System.arraycopy(g, at, u, 0, n);
            divide(n, share, c, floor, u);
            System.arraycopy(u, 0, g, at, n);
        }
    }

    /** Squares a row and adds it to the sums of the columns. */
    private static void addSquares(int n, float more, float[] u, float[] column) {
        for (int j = 0; j < n; j++) {
            u[j] = u[j] * u[j] + more;
            column[j] += u[j];
        }
    }

    /** Divides a row by its root mean squares. */
    private static void divide(int n, float share, float[] c, float floor, float[] u) {
        for (int j = 0; j < n; j++) {
            u[j] /= Maths.sqrt(Math.max(share * c[j], floor));
        }
    }
}
