package dev.engram.testkit.contract.rule;

import dev.engram.engine.step.LearningSource;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Parameter;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Bits;

/** The contract of a rule's gradient: a mean over the batch, and the gradient of the loss if the rule is exact. */
final class GradientChecks {
    static final String MEAN = "repeating every example of the batch does not change the gradient";
    static final String EXACT = "its gradient is the derivative of the loss: central differences agree";

    /** Rounding error of sums over twice as many examples, relative to the largest component of the gradient. */
    private static final double ROUNDING = 4e-6;

    private static final int DRAWS = 2000;
    /** Balances the rounding error of a float32 loss (about 1e-7 / H) and the truncation error (about H^2). */
    private static final float H = 1e-2f;

    private static final double BOUND = 5e-3;

    private final LearningRule rule;
    private final TestNetwork in;

    private GradientChecks(LearningRule rule, TestNetwork in) {
        this.rule = rule;
        this.in = in;
    }

    static void add(Checks to, LearningRule rule, TestNetwork in) {
        GradientChecks c = new GradientChecks(rule, in);
        to.add(MEAN, c::mean);
        to.add(EXACT, () -> rule.exactGradient() ? c.exact() : ContractResult.skipped("its exactGradient() is false"));
    }

    private static float[] gradient(LearningSource s, long step) {
        s.beginStep(step);
        s.computeGradient();
        return s.arena().gradient();
    }

    /** Returns whether the rule is random: the same examples give other numbers at another step. */
    private boolean isRandom() {
        return Bits.firstDifference(gradient(in.source(rule), 1), gradient(in.source(rule), 2)) >= 0;
    }

    private ContractResult mean() {
        return isRandom() ? meanOfDraws() : meanOfBatch();
    }

    private ContractResult meanOfBatch() {
        LearningSource once = in.source(rule), twice = in.duplicatedSource(rule);
        float[] a = gradient(once, 1), b = gradient(twice, 1);
        double worst = 0;
        for (Parameter p : once.arena().allParameters()) {
            double size = Bits.maxAbs(a, p.from(), p.to());
            for (int i = p.from(); i < p.to(); i++) {
                double off = Math.abs((double) a[i] - b[i]);
                if (!(off <= ROUNDING * size)) {
                    return ContractResult.failed(
                            "%s: expected %s, found %s with every example repeated; a gradient is the mean over the"
                                    + " batch, not the sum",
                            p.name(), a[i], b[i]);
                }
                worst = Math.max(worst, size == 0 ? 0 : off / size);
            }
        }
        return ContractResult.passed("largest difference %.1e of the parameter's largest gradient", worst);
    }

    /** For a rule that draws: the means over many draws, compared with their own standard error. */
    private ContractResult meanOfDraws() {
        LearningSource once = in.source(rule), twice = in.duplicatedSource(rule);
        int n = once.arena().gradient().length;
        double[] a = new double[n], aa = new double[n], b = new double[n], bb = new double[n];
        for (int t = 1; t <= DRAWS; t++) {
            accumulate(gradient(once, t), a, aa);
            accumulate(gradient(twice, t), b, bb);
        }
        double apart = 0, expected = 0, size = 0;
        for (int i = 0; i < n; i++) {
            double x = a[i] / DRAWS, y = b[i] / DRAWS;
            apart += (x - y) * (x - y);
            size += x * x;
            expected += (aa[i] / DRAWS - x * x + bb[i] / DRAWS - y * y) / DRAWS;
        }
        // The ratio of squared distances is about 1, with a wide spread, since the components of one draw are
        // correlated.
        return apart <= 5 * expected
                ? ContractResult.passed(
                        "random: means of %d draws differ by %.2g, %.2g expected by chance, norm %.2g",
                        DRAWS, Math.sqrt(apart), Math.sqrt(expected), Math.sqrt(size))
                : ContractResult.failed(
                        "expected means of %d draws to differ by about %.3g, found %.3g with every example repeated; a"
                                + " gradient is the mean over the batch, not the sum",
                        DRAWS, Math.sqrt(expected), Math.sqrt(apart));
    }

    private static void accumulate(float[] g, double[] sum, double[] squares) {
        for (int i = 0; i < g.length; i++) {
            sum[i] += g[i];
            squares[i] += (double) g[i] * g[i];
        }
    }

    private ContractResult exact() {
        LearningSource s = in.source(rule);
        float[] g = gradient(s, 1).clone(), theta = s.arena().theta();
        double all = 0, norm = 0, worst = 0;
        String where = "";
        for (Parameter p : s.arena().parameters()) {
            double off = 0, size = 0;
            for (int i = p.from(); i < p.to(); i++) {
                double d = centralDifference(s, theta, i) - g[i];
                off += d * d;
                size += (double) g[i] * g[i];
            }
            all += off;
            norm += size;
            double relative = Math.sqrt(off) / Math.max(Math.sqrt(size), 1e-3);
            if (!(relative <= worst)) {
                worst = relative;
                where = p.name();
            }
        }
        double relative = Math.sqrt(all / norm);
        return worst < BOUND && relative < BOUND
                ? ContractResult.passed("relative error %.1e, at most %.1e in a parameter (%s)", relative, worst, where)
                : ContractResult.failed(
                        "expected a relative error below %.0e, found %.2e in total and %.2e in %s; fix it, or return"
                                + " false from exactGradient()",
                        BOUND, relative, worst, where);
    }

    private static double centralDifference(LearningSource s, float[] theta, int i) {
        float keep = theta[i], up = keep + H, down = keep - H;
        theta[i] = up;
        double above = s.computeGradient();
        theta[i] = down;
        double below = s.computeGradient();
        theta[i] = keep;
        return (above - below) / ((double) up - down);
    }
}
