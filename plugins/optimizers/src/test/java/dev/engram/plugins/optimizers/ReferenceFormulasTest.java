package dev.engram.plugins.optimizers;

import static dev.engram.plugins.optimizers.DenseMatrices.identity;
import static dev.engram.plugins.optimizers.DenseMatrices.norm;
import static dev.engram.plugins.optimizers.DenseMatrices.product;
import static dev.engram.plugins.optimizers.DenseMatrices.sum;
import static dev.engram.plugins.optimizers.DenseMatrices.transpose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.engram.engine.step.Stepper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Optimizers of matrices against independent implementations in double precision, on a noisy quadratic: ten steps, two
 * matrices and a bias.
 */
class ReferenceFormulasTest {
    private static final int STEPS = 10;
    private static final double NOISE = 0.5;
    private static final double TOLERANCE = 1e-5;
    private static final Optimizer SGD = new Sgd(0.1f);

    /** The formula of one parameter: returns the step to subtract from x at step t. */
    interface ReferenceFormula {
        double[][] step(int t, double[][] x, double[][] g);
    }

    static double d(float x) {
        return x;
    }

    static ReferenceFormula lars(boolean separate, boolean scaled, double decay) {
        double[][][] b = new double[1][][];
        return (t, x, g) -> {
            double[][] u = sum(1, g, scaled ? decay : 0, x);
            double size = separate ? norm(g) + decay * norm(x) : norm(u);
            double r = scaled ? d(0.1f) * norm(x) / size : 1;
            return b[0] = sum(b[0] == null ? 0 : d(0.9f), b[0] == null ? g : b[0], d(0.5f) * r, u);
        };
    }

    static ReferenceFormula lamb(boolean correct, boolean scaled) {
        double[][][] m = new double[2][][];
        double b1 = d(0.9f), b2 = d(0.99f);
        return (t, x, g) -> {
            double[][] u = new double[g.length][g[0].length];
            m[0] = m[0] == null ? new double[g.length][g[0].length] : m[0];
            m[1] = m[1] == null ? new double[g.length][g[0].length] : m[1];
            for (int i = 0; i < g.length; i++) {
                for (int j = 0; j < g[0].length; j++) {
                    m[0][i][j] = b1 * m[0][i][j] + (1 - b1) * g[i][j];
                    m[1][i][j] = b2 * m[1][i][j] + (1 - b2) * g[i][j] * g[i][j];
                    double mh = m[0][i][j] / (correct ? 1 - Math.pow(b1, t) : 1);
                    double vh = m[1][i][j] / (correct ? 1 - Math.pow(b2, t) : 1);
                    u[i][j] = mh / (Math.sqrt(vh) + d(1e-6f)) + (scaled ? d(0.1f) * x[i][j] : 0);
                }
            }
            return sum(d(0.01f) * (scaled ? norm(x) / norm(u) : 1), u, 0, u);
        };
    }

    /** The polynomial acts on the singular values: U = V sqrt(D) W' becomes V p(sqrt(D)) W'. */
    static double[][] orthogonal(double[][] u) {
        double[][] dd = product(u, transpose(u)), v = DenseMatrices.eigen(dd), scaled = transpose(v);
        for (int i = 0; i < u.length; i++) {
            double s = Math.sqrt(Math.max(0, dd[i][i])), y = s / (norm(u) + 1e-7);
            for (int k = 0; k < 5; k++) {
                y = d(3.4445f) * y + d(-4.7750f) * Math.pow(y, 3) + d(2.0315f) * Math.pow(y, 5);
            }
            for (int j = 0; j < u.length; j++) {
                scaled[i][j] *= s < 1e-12 ? 0 : y / s;
            }
        }
        return product(v, product(scaled, u));
    }

    static ReferenceFormula muon(double scale, boolean nesterov) {
        double[][][] b = new double[1][][];
        double mu = d(0.95f);
        return (t, x, g) -> {
            b[0] = sum(b[0] == null ? 0 : mu, b[0] == null ? g : b[0], 1 - mu, g);
            double[][] o = orthogonal(nesterov ? sum(1 - mu, g, mu, b[0]) : b[0]);
            return sum(d(0.02f) * scale, o, d(0.02f) * d(0.1f), x);
        };
    }

    static ReferenceFormula sgd() {
        return (t, x, g) -> sum(d(0.1f), g, 0, g);
    }

    static ReferenceFormula shampoo(double power, double keep, boolean graft, int every) {
        double[][][] s = new double[4][][];
        return (t, x, g) -> {
            int m = g.length, n = g[0].length;
            s[0] = s[0] == null ? new double[m][m] : s[0];
            s[1] = s[1] == null ? new double[n][n] : s[1];
            s[0] = sum(keep, s[0], keep < 1 ? 1 - keep : 1, product(g, transpose(g)));
            s[1] = sum(keep, s[1], keep < 1 ? 1 - keep : 1, product(transpose(g), g));
            if (t == 1 || t == 2 || t == 4 || t == 8 || t % every == 0) {
                s[2] = DenseMatrices.power(sum(1, s[0], 1, identity(m, d(1e-2f))), n == 1 ? -0.5 : -power);
                s[3] = n == 1 ? identity(1, 1) : DenseMatrices.power(sum(1, s[1], 1, identity(n, d(1e-2f))), -power);
            }
            double[][] p = product(s[2], product(g, s[3]));
            return sum(d(0.1f) * (graft ? norm(g) / norm(p) : 1), p, 0, p);
        };
    }

    /** Matrices only; a bias is trained by Adam, from the second step on. */
    static ReferenceFormula soap(int every) {
        double[][][] s = new double[6][][]; // L, R, Q_L, Q_R, m, v
        double beta = d(0.95f), rate = d(0.01f), decay = d(0.1f);
        return (t, x, g) -> {
            int rows = g.length, cols = g[0].length, k = t - 1;
            double[][] step = new double[rows][cols];
            if (k == 0) {
                s[0] = new double[rows][rows];
                s[1] = new double[cols][cols];
                s[4] = new double[rows][cols];
                s[5] = new double[rows][cols];
            } else {
                double[][] turned = product(transpose(s[2]), product(g, s[3]));
                s[4] = sum(beta, s[4], 1 - beta, g);
                double[][] m = product(transpose(s[2]), product(s[4], s[3]));
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < cols; j++) {
                        s[5][i][j] = beta * s[5][i][j] + (1 - beta) * turned[i][j] * turned[i][j];
                        m[i][j] /= Math.sqrt(s[5][i][j]) + d(1e-8f);
                    }
                }
                double c = rate * Math.sqrt(1 - Math.pow(beta, k)) / (1 - Math.pow(beta, k));
                step = product(s[2], product(m, transpose(s[3])));
                step = sum(c * (1 - rate * decay), step, rate * decay, x);
            }
            s[0] = sum(beta, s[0], 1 - beta, product(g, transpose(g)));
            s[1] = sum(beta, s[1], 1 - beta, product(transpose(g), g));
            for (int side = 0; side < 2; side++) {
                double[][] l = s[side];
                if (cols == 1) {
                    s[2 + side] = identity(l.length, 1);
                } else if (k == 0) {
                    s[2 + side] = DenseMatrices.eigen(sum(1, l, 0, l));
                } else if (k % every == 0) {
                    double[][] guess = product(transpose(s[2 + side]), product(l, s[2 + side]));
                    double[][] permutation = DenseMatrices.sortDescending(guess.clone(), identity(l.length, 1));
                    s[2 + side] = DenseMatrices.orthonormal(product(l, product(s[2 + side], permutation)));
                    s[5] = side == 0 ? product(transpose(permutation), s[5]) : product(s[5], permutation);
                }
            }
            return step;
        };
    }

    static ReferenceFormula adafactor(boolean relative, boolean add, double eps, double clip) {
        double[][][] v = new double[1][][];
        double[][] mean = new double[2][];
        return (t, x, g) -> {
            int m = g.length, n = g[0].length;
            double a = Math.pow(t, d(-0.8f)), more = add ? eps * eps : 0;
            mean[0] = mean[0] == null ? new double[m] : mean[0];
            mean[1] = mean[1] == null ? new double[n] : mean[1];
            v[0] = v[0] == null ? new double[m][n] : v[0];
            double[] r = new double[m], c = new double[n];
            double all = 0;
            double[][] u = new double[m][n];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    r[i] += (g[i][j] * g[i][j] + more) / n;
                    c[j] += (g[i][j] * g[i][j] + more) / m;
                    v[0][i][j] = (1 - a) * v[0][i][j] + a * (g[i][j] * g[i][j] + more);
                }
                mean[0][i] = (1 - a) * mean[0][i] + a * r[i];
                all += mean[0][i] / m;
            }
            for (int j = 0; j < n; j++) {
                mean[1][j] = (1 - a) * mean[1][j] + a * c[j];
            }
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double w = n == 1 ? v[0][i][j] : mean[0][i] * mean[1][j] / all;
                    u[i][j] = g[i][j] / Math.sqrt(add ? w : Math.max(w, eps * eps));
                }
            }
            double root = Math.sqrt(m * n), rate = d(0.1f);
            double alpha = Math.min(rate, 1 / Math.sqrt(t)) * (relative ? Math.max(1e-3, norm(x) / root) : 1);
            return sum(alpha / Math.max(1, norm(u) / root / clip), u, rate * d(0.01f), x);
        };
    }

    private static Optimizer muon(Muon.Scale scale, boolean nesterov, Muon.Matrices part) {
        return new Muon(0.02f, 0.95f, nesterov, 0.1f, scale, 5, part, SGD);
    }

    static Stream<Arguments> pairs() {
        IntFunction<ReferenceFormula> rest = k -> sgd();
        return Stream.of(
                arguments(
                        new Lars(0.5f, 0.9f, 0.1f, 0.1f, 0, Lars.Denominator.TOGETHER, Lars.Scale.ALL),
                        references(k -> lars(false, true, d(0.1f)))),
                arguments(
                        new Lars(0.5f, 0.9f, 0.1f, 0.1f, 0, Lars.Denominator.SEPARATE, Lars.Scale.WEIGHTS),
                        references(k -> lars(true, k < 2, d(0.1f)))),
                arguments(
                        new Lamb(0.01f, 0.9f, 0.99f, 1e-6f, 0.1f, true, Lars.Scale.ALL),
                        references(k -> lamb(true, true))),
                arguments(
                        new Lamb(0.01f, 0.9f, 0.99f, 1e-6f, 0.1f, false, Lars.Scale.WEIGHTS),
                        references(k -> lamb(false, k < 2))),
                arguments(
                        muon(Muon.Scale.ORIGINAL, true, Muon.Matrices.HIDDEN),
                        references(k -> k == 0 ? muon(Math.sqrt(4 / 3.0), true) : rest.apply(k))),
                arguments(
                        muon(Muon.Scale.MATCH_RMS, false, Muon.Matrices.WEIGHTS),
                        references(k -> k < 2 ? muon(0.2 * Math.sqrt(k == 0 ? 4 : 3), false) : rest.apply(k))),
                arguments(
                        muon(Muon.Scale.SPECTRAL, true, Muon.Matrices.WEIGHTS),
                        references(k ->
                                k < 2 ? muon(k == 0 ? Math.sqrt(4 / 3.0) : Math.sqrt(2 / 3.0), true) : rest.apply(k))),
                arguments(
                        muon(Muon.Scale.NONE, true, Muon.Matrices.WEIGHTS),
                        references(k -> k < 2 ? muon(1, true) : rest.apply(k))),
                arguments(
                        new Shampoo(0.1f, 1e-2f, 0.25f, 1, 1, Shampoo.Graft.NONE, 1024),
                        references(k -> shampoo(0.25, 1, false, 1))),
                arguments(
                        new Shampoo(0.1f, 1e-2f, 0.5f, 0.9f, 3, Shampoo.Graft.SGD, 1024),
                        references(k -> shampoo(0.5, d(0.9f), true, 3))),
                arguments(new Soap(0.01f, 0.95f, 0.95f, 0.95f, 3, 1e-8f, 0.1f, 1024), references(k -> soap(3))),
                arguments(new Soap(0.01f, 0.95f, 0.95f, 0.95f, 1, 1e-8f, 0.1f, 1024), references(k -> soap(1))),
                arguments(
                        new Adafactor(0.1f, -0.8f, 1, 0.01f, true, 1e-3f, 1e-7f, Adafactor.Floor.CLAMP),
                        references(k -> adafactor(true, false, d(1e-7f), 1))),
                arguments(
                        new Adafactor(0.1f, -0.8f, 0.5f, 0.01f, false, 1e-3f, 0.1f, Adafactor.Floor.ADD),
                        references(k -> adafactor(false, true, d(0.1f), 0.5))));
    }

    private static ReferenceFormula[] references(IntFunction<ReferenceFormula> of) {
        return Stream.of(0, 1, 2).map(of::apply).toArray(ReferenceFormula[]::new);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyNumberIsThatOfTheFormulaInDoublePrecision(Optimizer o, ReferenceFormula[] twins) {
        Stepper s = NoisyQuadraticSource.stepper(o, NOISE);
        double[][][] x = NoisyQuadraticSource.start();
        String[] names = {"hidden", "last", "bias"};
        for (int t = 1; t <= STEPS; t++) {
            s.step();
            for (int k = 0; k < 3; k++) {
                x[k] = sum(1, x[k], -1, twins[k].step(t, x[k], NoisyQuadraticSource.gradient(k, t, x[k], NOISE)));
                String name = names[k];
                Parameter p = s.source().arena().parameters().stream()
                        .filter(q -> q.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                for (int i = 0; i < p.to() - p.from(); i++) {
                    double e = x[k][i / p.cols()][i % p.cols()];
                    assertEquals(
                            e,
                            s.source().arena().theta()[p.from() + i],
                            TOLERANCE * Math.max(0.1, Math.abs(e)),
                            name + " " + i + " after step " + t);
                }
            }
        }
    }
}
