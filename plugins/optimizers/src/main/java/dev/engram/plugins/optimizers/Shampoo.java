package dev.engram.plugins.optimizers;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Optimizer;
import dev.engram.spi.Parameter;
import dev.engram.spi.Scratch;
import dev.engram.spi.Step;
import java.util.List;

/**
 * Shampoo: the gradient of a matrix, preconditioned from both sides.
 *
 * <pre>
 * L <- keep * L + c G G';   R <- keep * R + c G'G               G rows x cols;  c = 1 - keep, but 1 where keep is 1
 * P = (L + epsilon I)^-power G (R + epsilon I)^-power;   a bias: (L + epsilon I)^-1/2 G
 * theta <- theta - rate * P;   graft sgd: rate * |G| / |P| * P
 * </pre>
 *
 * The defaults are the form of 2018: sums, exponents -1/4, and roots computed at every step. Later versions use
 * averages (keep 0.9 to 0.999), exponents -1/2, grafting and less frequent roots: every {@code every} steps, and
 * also at steps 1, 2, 4, 8 ..., because roots of the first gradients amplify directions that those gradients did not
 * contain. Less frequent roots need grafting or a larger epsilon.
 *
 * <p>A matrix with a side above {@code block} is divided into blocks of at most that many rows and columns, each with
 * its own L and R, as in the implementations of the authors. With block 0 the whole matrix is one block: a root then
 * takes about 0.1 s of one core for a side of 800, and the time grows with the cube of the side; a side longer than
 * {@code widest} uses only the diagonal of its matrix. State: rows^2 + cols^2 numbers for each block, twice: the sums
 * and their roots.
 * Gupta, Koren and Singer 2018; grafting and averages: Anil et al. 2020.
 */
@Component(value = "shampoo", version = 2)
public record Shampoo(
        @Hyper(value = "0.1", range = "[0,inf)", doc = "learning rate")
        float rate,

        @Hyper(value = "1e-4", range = "(0,inf)", doc = "added to the diagonals of both matrices")
        float epsilon,

        @Hyper(value = "0.25", range = "(0,1]", doc = "negative exponent of each matrix")
        float power,

        @Hyper(
                value = "1",
                range = "(0,1]",
                doc = "exponential decay rate of both matrices; 1: sums instead of averages")
        float keep,

        @Hyper(value = "1", range = "[1,1000000]", doc = "steps between computations of the roots")
        int every,

        @Hyper(value = "none", doc = "norm of a step: its own (none) or that of the gradient (sgd)")
        Graft graft,

        @Hyper(value = "1024", range = "[1,100000]", doc = "longest side that has a full matrix")
        int widest,

        @Hyper(
                value = "128",
                range = "[0,8192]",
                doc = "largest side of a block with matrices of its own; 0: the whole matrix is one block")
        int block)
        implements Optimizer {
    /** Treats each matrix as one block, whatever its size. */
    public Shampoo(float rate, float epsilon, float power, float keep, int every, Graft graft, int widest) {
        this(rate, epsilon, power, keep, every, graft, widest, 0);
    }

    /** Source of the norm of a step. */
    public enum Graft {
        NONE,
        SGD
    }

    /** The exponent is doubled where one matrix takes the place of two. */
    private static final double VECTOR_POWER = 0.5;

    @Override
    public void update(Step s) {
        boolean anew = s.t() % every == 0 || (s.t() & (s.t() - 1)) == 0;
        float[] gradient = s.gradient();
        List<Parameter> all = s.parameters();
        for (int k = 0; k < all.size(); k++) {
            Parameter p = all.get(k);
            int m = p.rows(), n = p.cols();
            double before = s.dot(p, gradient, gradient);
            if (block == 0 || Math.max(m, n) <= block) {
                Scratch g = s.scratch("g", m, n), half = s.scratch("half", m, n);
                System.arraycopy(gradient, p.from(), g.data(), 0, m * n);
                preconditionWhole(s, p, g, half, anew);
                System.arraycopy(g.data(), 0, gradient, p.from(), m * n);
            } else {
                preconditionBlocks(s, p, anew);
            }
            double after = graft == Graft.SGD ? s.dot(p, gradient, gradient) : 0;
            float c = after > 0 ? (float) (rate * Math.sqrt(before / after)) : rate;
            for (int i = p.from(); i < p.to(); i++) {
                gradient[i] *= c;
            }
        }
    }

    private void preconditionWhole(Step s, Parameter p, Scratch g, Scratch half, boolean anew) {
        boolean vector = g.cols() == 1;
        // The other side's matrix needs the original gradient.
        half.set(g);
        precondition(s, p, half, g, true, anew, vector ? VECTOR_POWER : power);
        if (!vector) {
            System.arraycopy(s.gradient(), p.from(), half.data(), 0, g.rows() * g.cols());
            precondition(s, p, half, g, false, anew, power);
        }
    }

    private static int blocks(int side, int block) {
        return (side + block - 1) / block;
    }

    /** Preconditions each block of a parameter by itself. */
    private void preconditionBlocks(Step s, Parameter p, boolean anew) {
        float[] gradient = s.gradient();
        int n = p.cols(), across = blocks(n, block);
        for (int b = 0; b < blocks(p.rows(), block) * across; b++) {
            int top = b / across * block, left = b % across * block, first = p.from() + top * n + left;
            int rows = Math.min(block, p.rows() - top), cols = Math.min(block, n - left);
            Scratch g = s.scratch("g", rows, cols), original = s.scratch("original", rows, cols);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(gradient, first + r * n, g.data(), r * cols, cols);
            }
            original.set(g);
            preconditionSide(s, p, b, original, g, true, anew);
            if (n > 1) {
                preconditionSide(s, p, b, original, g, false, anew);
            }
            for (int r = 0; r < rows; r++) {
                System.arraycopy(g.data(), r * cols, gradient, first + r * n, cols);
            }
        }
    }

    /** Preconditions block b from one side. A slot holds the matrices of one side of all blocks, one after another. */
    private void preconditionSide(Step s, Parameter p, int b, Scratch original, Scratch g, boolean left, boolean anew) {
        int side = left ? g.rows() : g.cols(), room = Math.min(block, left ? p.rows() : p.cols());
        int all = blocks(p.rows(), block) * blocks(p.cols(), block), at = b * room * room, size = side * side;
        float[] sums = s.slot(p, left ? "left" : "right", all * room, room, 0).data();
        float[] roots = s.slot(p, left ? "left root" : "right root", all * room, room, 0)
                .data();
        Scratch sum = s.scratch("sum", side, side), root = s.scratch("root", side, side);
        System.arraycopy(sums, at, sum.data(), 0, size);
        System.arraycopy(roots, at, root.data(), 0, size);
        accumulate(s, sum, original, left);
        if (anew) {
            double exponent = p.cols() == 1 ? VECTOR_POWER : power;
            inverseRoot(s, sum, exponent, root);
        }
        apply(root, s.scratch("half", g.rows(), g.cols()), g, left);
        System.arraycopy(sum.data(), 0, sums, at, size);
        System.arraycopy(root.data(), 0, roots, at, size);
    }

    /** Adds the true gradient to one side's matrix and applies that matrix's root to g. Overwrites the gradient. */
    private void precondition(
            Step s, Parameter p, Scratch trueGradient, Scratch g, boolean left, boolean anew, double exponent) {
        int m = g.rows(), n = g.cols(), side = left ? m : n;
        if (side > widest) {
            preconditionDiagonal(
                    s.slot(p, left ? "left" : "right", side, 1, 0).data(), trueGradient.data(), g, left, exponent);
            return;
        }
        Scratch sum = s.slot(p, left ? "left" : "right", side, side, 0);
        Scratch root = s.slot(p, left ? "left root" : "right root", side, side, 0);
        accumulate(s, sum, trueGradient, left);
        if (anew) {
            inverseRoot(s, sum, exponent, root);
        }
        apply(root, trueGradient, g, left);
    }

    /** Adds the true gradient to one side's matrix. */
    private void accumulate(Step s, Scratch sum, Scratch trueGradient, boolean left) {
        Scratch fresh = s.scratch("square", sum.rows(), sum.cols());
        if (left) {
            fresh.multiplyTransposedB(trueGradient, trueGradient);
        } else {
            fresh.multiplyTransposedA(trueGradient, trueGradient);
        }
        sum.scale(keep).add(statisticsWeight(), fresh);
    }

    /** Multiplies g by a root from one side. Overwrites {@code copy}. */
    private static void apply(Scratch root, Scratch copy, Scratch g, boolean left) {
        copy.set(g);
        if (left) {
            g.multiply(root, copy);
        } else {
            g.multiply(copy, root);
        }
    }

    private float statisticsWeight() {
        return keep < 1 ? 1 - keep : 1;
    }

    private void preconditionDiagonal(float[] sum, float[] trueGradient, Scratch g, boolean left, double exponent) {
        int m = g.rows(), n = g.cols();
        for (int j = 0; j < sum.length; j++) {
            float square = 0;
            int from = left ? j * n : j, by = left ? 1 : n, times = left ? n : m;
            for (int i = from, k = 0; k < times; i += by, k++) {
                square += trueGradient[i] * trueGradient[i];
            }
            sum[j] = keep * sum[j] + statisticsWeight() * square;
            float c = (float) Powers.pow((double) sum[j] + epsilon, -exponent);
            for (int i = from, k = 0; k < times; i += by, k++) {
                g.data()[i] *= c;
            }
        }
    }

    /** Computes root = (sum + epsilon I)^-exponent in double precision. */
    private void inverseRoot(Step s, Scratch sum, double exponent, Scratch root) {
        int n = sum.rows();
        double[] a = s.scratch("a", n * n), v = s.scratch("vectors", n * n), d = s.scratch("values", n);
        for (int i = 0; i < n * n; i++) {
            a[i] = sum.data()[i];
        }
        for (int i = 0; i < n; i++) {
            a[i * n + i] += epsilon;
        }
        s.eigen(n, a, d, v);
        for (int i = 0; i < n; i++) {
            // Up to rounding, no eigenvalue is below epsilon.
            d[i] = Powers.pow(Math.max(d[i], epsilon), -exponent);
        }
        s.compose(n, d, v, a);
        for (int i = 0; i < n * n; i++) {
            root.data()[i] = (float) a[i];
        }
    }
}
