package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import java.util.List;
import java.util.Set;

/**
 * Muon: orthogonalised momentum for weight matrices; another optimizer trains all other parameters.
 *
 * <pre>
 * B <- momentum * B + (1 - momentum) * G;   U = (1 - momentum) * G + momentum * B, without nesterov U = B
 * X = U / (|U| + 1e-7), transposed if tall;   iterations times: A = X X',  X <- a X + (b A + c A A) X
 * W <- (1 - rate * decay) * W - rate * scale * X              W rows x cols;  (a, b, c) = (3.4445, -4.7750, 2.0315)
 * scale  original    sqrt(max(1, rows / cols))                the authors' and PyTorch's default
 *        match-rms   0.2 sqrt(max(rows, cols))                steps as large as AdamW's, for its rate and decay
 *        spectral    sqrt(rows / cols)                        changes of equal size in the output of each layer
 *        none        1
 * </pre>
 *
 * The iteration brings the singular values near 1 (0.68 to 1.21, if they are not below a hundredth of the norm)
 * without computing them. Momentum as a sum, b <- mu b + g, gives the same X. State: one number per parameter.
 * {@code part} selects the matrices; by default the hidden ones, neither first nor last, as the authors advise.
 * Biases, the other matrices and the rule's own parameters are trained by {@code rest}.
 * Jordan et al. 2024; decay and match-rms: Liu et al. 2025; spectral: Bernstein and Newhouse 2024.
 */
@Component("muon")
public record Muon(
        @Hyper(value = "0.02", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "0.95", range = "[0,1)", doc = "momentum coefficient")
        float momentum,

        @Hyper(value = "true", doc = "use Nesterov momentum")
        boolean nesterov,

        @Hyper(value = "0", range = "[0,inf)", doc = "weight decay coefficient")
        float decay,

        @Hyper(value = "original", doc = "scaling of the step: original, match-rms, spectral or none")
        Scale scale,

        @Hyper(value = "5", range = "[1,100]", doc = "iterations of the orthogonalisation")
        int iterations,

        @Hyper(value = "hidden", doc = "matrices that are orthogonalised: hidden or weights")
        Matrices part,

        @Hyper(value = "adam", doc = "optimizer of all other parameters")
        Optimizer rest)
        implements Optimizer {
    private static final float A = 3.4445f, B = -4.7750f, C = 2.0315f;
    private static final double TINY = 1e-7;

    /** Conventions for the scaling of a step. */
    public enum Scale {
        ORIGINAL,
        MATCH_RMS,
        SPECTRAL,
        NONE;

        double of(double rows, double cols) {
            return switch (this) {
                case ORIGINAL -> Math.sqrt(Math.max(1, rows / cols));
                case MATCH_RMS -> 0.2 * Math.sqrt(Math.max(rows, cols));
                case SPECTRAL -> Math.sqrt(rows / cols);
                case NONE -> 1;
            };
        }
    }

    /** Matrices that are orthogonalised. */
    public enum Matrices {
        HIDDEN(Split.Part.HIDDEN),
        WEIGHTS(Split.Part.WEIGHTS);

        private final Split.Part part;

        Matrices(Split.Part part) {
            this.part = part;
        }
    }

    @Override
    public Set<Requirement> requirements() {
        return rest.requirements();
    }

    @Override
    public boolean supports(Parameter p) {
        return part.part.contains(p) || rest.supports(p);
    }

    @Override
    public void update(Step s) {
        float[] g = s.gradient(), th = s.theta(), b = s.slot("momentum");
        float mu = momentum, fresh = 1 - momentum, forget = rate * decay;
        List<Parameter> all = s.parameters();
        int matrices = 0;
        for (int k = 0; k < all.size(); k++) {
            Parameter p = all.get(k);
            if (!part.part.contains(p)) {
                continue;
            }
            matrices++;
            for (int i = p.from(); i < p.to(); i++) {
                b[i] = mu * b[i] + fresh * g[i];
                g[i] = nesterov ? fresh * g[i] + mu * b[i] : b[i];
            }
            orthogonalise(s, p);
            float c = (float) (rate * scale.of(p.rows(), p.cols()));
            for (int i = p.from(); i < p.to(); i++) {
                g[i] = c * g[i] + forget * th[i];
            }
        }
        if (matrices == 0) {
            throw new IncompatibleException(
                    part == Matrices.HIDDEN
                            ? "muon needs a weight matrix between the first and the last layer; set part: weights, "
                                    + "or add a layer"
                            : "muon needs a weight matrix; choose another optimizer");
        }
        s.updateWith("rest", rest, LayerChoice.ANY.outside(part.part));
    }

    private void orthogonalise(Step s, Parameter p) {
        boolean tall = p.rows() > p.cols();
        int m = Math.min(p.rows(), p.cols()), n = Math.max(p.rows(), p.cols()), from = p.from();
        float[] g = s.gradient();
        Scratch x = s.scratch("x", m, n), ax = s.scratch("ax", m, n);
        Scratch square = s.scratch("square", m, m), polynomial = s.scratch("polynomial", m, m);
        float[] data = x.data();
        float size = (float) (1 / (Math.sqrt(s.dot(p, g, g)) + TINY));
        for (int i = 0, at = 0; i < m; i++) {
            for (int j = 0; j < n; j++, at++) {
                data[at] = size * g[from + (tall ? j * m + i : at)];
            }
        }
        for (int round = 0; round < iterations; round++) {
            square.multiplyTransposedB(x, x);
            polynomial.multiply(square, square).scale(C).add(B, square);
            ax.multiply(polynomial, x);
            x.scale(A).add(1, ax);
        }
        for (int i = 0, at = 0; i < m; i++) {
            for (int j = 0; j < n; j++, at++) {
                g[from + (tall ? j * m + i : at)] = data[at];
            }
        }
    }
}
