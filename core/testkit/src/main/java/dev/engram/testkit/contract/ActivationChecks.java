package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.spi.Activation;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Rng;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Allocation;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.CentralDifferences;
import java.util.Arrays;

/** The contract of activations. */
final class ActivationChecks {
    static final String BACKWARD = "its backward pass is the derivative of its value: central differences agree";
    static final String SYMMETRIC = "its Jacobian is symmetric, so that backward() also maps tangents";
    static final String IN_PLACE = "in place it gives the same result";
    static final String ROWS = "rows do not depend on each other";
    static final String BOUNDS = "it writes the first rows x columns numbers of its result and nothing else";
    static final String MIN = "its values are never NaN and never below min()";
    static final String NO_ALLOCATION = "a forward and a backward pass allocate nothing";
    static final String OUTPUT_FUNCTION = "it computes the function that outputFunction() names";

    private static final int ROW_COUNT = 6;
    private static final int COLS = 4;
    private static final double BOUND = 5e-3;

    private final Activation phi;
    private final float[] a;
    private final float[] h;

    private ActivationChecks(Activation phi) {
        this.phi = phi;
        a = normal("a", 1.5f);
        h = new float[a.length];
    }

    static void add(Checks to, Activation phi) {
        to.add(BACKWARD, () -> new ActivationChecks(phi).backward());
        to.add(SYMMETRIC, () -> new ActivationChecks(phi).symmetric());
        to.add(IN_PLACE, () -> new ActivationChecks(phi).inPlace());
        to.add(ROWS, () -> new ActivationChecks(phi).rows());
        to.add(BOUNDS, () -> new ActivationChecks(phi).bounds());
        to.add(MIN, () -> new ActivationChecks(phi).min());
        to.add(OUTPUT_FUNCTION, () -> new ActivationChecks(phi).outputFunction());
        to.add(NO_ALLOCATION, () -> new ActivationChecks(phi).noAllocation());
    }

    private ContractResult noAllocation() {
        float[] delta = normal("delta", 1);
        return Allocation.check(
                () -> {
                    phi.apply(a, h, ROW_COUNT, COLS);
                    phi.backward(a, h, delta, ROW_COUNT, COLS);
                },
                Allocation.OPTIMIZER_STEPS);
    }

    private static float[] normal(String name, float size) {
        Rng rng = RandomStreams.of(5, "activation/" + name);
        float[] x = new float[ROW_COUNT * COLS];
        for (int i = 0; i < x.length; i++) {
            x[i] = size * rng.gaussian();
        }
        return x;
    }

    private float[] backwardOf(float[] delta) {
        float[] d = delta.clone();
        phi.apply(a, h, ROW_COUNT, COLS);
        phi.backward(a, h, d, ROW_COUNT, COLS);
        return d;
    }

    /** Compares the derivative of delta' phi with respect to each input with the result of backward(delta). */
    private ContractResult backward() {
        if (!phi.differentiable()) {
            return ContractResult.skipped("it is not differentiable");
        }
        float[] delta = normal("delta", 1), claimed = backwardOf(delta);
        double worst = 0;
        int kinks = 0;
        for (int i = 0; i < a.length; i++) {
            int from = i / COLS * COLS;
            float[] x = Arrays.copyOfRange(a, from, from + COLS), y = new float[COLS];
            int at = i - from;
            CentralDifferences d = CentralDifferences.of(
                    v -> {
                        x[at] = (float) v;
                        phi.apply(x, y, 1, COLS);
                        double sum = 0;
                        for (int j = 0; j < COLS; j++) {
                            sum += (double) delta[from + j] * y[j];
                        }
                        return sum;
                    },
                    a[i],
                    0x1p-6);
            if (d.hasKink()) {
                kinks++;
                continue;
            }
            double off = d.relativeError(claimed[i], 0.1);
            if (!(off < BOUND)) {
                return ContractResult.failed(
                        "at a = %s expected the derivative %.6g, found %.6g", a[i], d.derivative(), claimed[i]);
            }
            worst = Math.max(worst, off);
        }
        return kinks < a.length / 2
                ? ContractResult.passed("%d points, largest relative error %.1e", a.length - kinks, worst)
                : ContractResult.failed(
                        "expected a differentiable function, found jumps or kinks at %d of %d points; fix it, or"
                                + " return false from differentiable()",
                        kinks, a.length);
    }

    /** u' J v = v' J u for two directions. */
    private ContractResult symmetric() {
        if (phi instanceof Activation.Elementwise) {
            return ContractResult.passed("elementwise: diagonal");
        }
        float[] u = normal("u", 1), v = normal("v", 1), ju = backwardOf(u), jv = backwardOf(v);
        for (int r = 0; r < ROW_COUNT; r++) {
            double one = 0, other = 0, size = 0;
            for (int i = r * COLS; i < (r + 1) * COLS; i++) {
                one += (double) v[i] * ju[i];
                other += (double) u[i] * jv[i];
                size += Math.abs(v[i] * ju[i]) + Math.abs(u[i] * jv[i]);
            }
            if (!(Math.abs(one - other) <= 1e-5 * (size + 1e-3))) {
                return ContractResult.failed(
                        "expected v'J'u = u'J'v in a row, found %.6g and %.6g; the engine relies on this symmetry for"
                                + " tangents",
                        one, other);
            }
        }
        return ContractResult.passed("%d rows", ROW_COUNT);
    }

    private ContractResult inPlace() {
        float[] x = a.clone();
        phi.apply(a, h, ROW_COUNT, COLS);
        phi.apply(x, x, ROW_COUNT, COLS);
        String d = Bits.difference("result in place", h, x);
        return d == null ? ContractResult.passed("%d numbers", h.length) : ContractResult.failed("%s", d);
    }

    private ContractResult rows() {
        float[] delta = normal("delta", 1), all = backwardOf(delta);
        for (int r = 0; r < ROW_COUNT; r++) {
            float[] x = Arrays.copyOfRange(a, r * COLS, (r + 1) * COLS),
                    y = new float[COLS],
                    d = Arrays.copyOfRange(delta, r * COLS, (r + 1) * COLS);
            phi.apply(x, y, 1, COLS);
            phi.backward(x, y, d, 1, COLS);
            String why = Bits.difference("row " + r + " alone", Arrays.copyOfRange(h, r * COLS, (r + 1) * COLS), y);
            why = why == null
                    ? Bits.difference(
                            "backward pass of row " + r + " alone",
                            Arrays.copyOfRange(all, r * COLS, (r + 1) * COLS),
                            d)
                    : why;
            if (why != null) {
                return ContractResult.failed("%s", why);
            }
        }
        return ContractResult.passed("%d rows together and one by one", ROW_COUNT);
    }

    private ContractResult bounds() {
        int used = (ROW_COUNT - 2) * COLS;
        float[] x = a.clone(), y = new float[a.length], d = normal("delta", 1), keep = d.clone();
        Arrays.fill(y, 77);
        phi.apply(x, y, ROW_COUNT - 2, COLS);
        String why = Bits.difference("pre-activations after apply", a, x);
        float[] result = y.clone();
        phi.backward(x, y, d, ROW_COUNT - 2, COLS);
        why = why == null ? Bits.difference("pre-activations after backward", a, x) : why;
        why = why == null ? Bits.difference("outputs after backward", result, y) : why;
        for (int i = used; i < a.length && why == null; i++) {
            why = y[i] == 77 && d[i] == keep[i] ? null : "index " + i + " is outside the given rows and was written";
        }
        return why == null
                ? ContractResult.passed("%d of %d rows in use", ROW_COUNT - 2, ROW_COUNT)
                : ContractResult.failed("%s", why);
    }

    private ContractResult min() {
        float[] wide = {-1000, -88, -10, -1, -1e-6f, -0f, 0, 1e-6f, 0.5f, 1, 10, 88, 1000, -3, 3, 2},
                y = new float[wide.length];
        phi.apply(wide, y, wide.length / COLS, COLS);
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < wide.length; i++) {
            if (Float.isNaN(y[i]) || y[i] < phi.min()) {
                return ContractResult.failed(
                        "at a = %s expected a number of at least %s, found %s", wide[i], phi.min(), y[i]);
            }
            least = Math.min(least, y[i]);
        }
        return ContractResult.passed("smallest value found %s, min() %s", least, phi.min());
    }

    private ContractResult outputFunction() {
        if (phi.outputFunction() == null) {
            return ContractResult.failed(
                    "expected outputFunction() to be a constant, OTHER if nothing else applies; found null");
        }
        if (phi.outputFunction() == OutputFunction.OTHER) {
            return ContractResult.skipped("its outputFunction() is OTHER");
        }
        phi.apply(a, h, ROW_COUNT, COLS);
        for (int i = 0; i < a.length; i++) {
            double expected = formula(i);
            if (!(Math.abs(h[i] - expected) <= 1e-5 * Math.abs(expected) + 1e-7)) {
                return ContractResult.failed(
                        "at a = %s expected %s = %.7g, found %.7g; fix it, or return OTHER from outputFunction()",
                        a[i], phi.outputFunction(), expected, h[i]);
            }
        }
        return ContractResult.passed("%s at %d points", phi.outputFunction(), a.length);
    }

    private double formula(int i) {
        double sum = 0;
        for (int j = i / COLS * COLS, to = j + COLS; j < to; j++) {
            sum += StrictMath.exp(a[j]);
        }
        return switch (phi.outputFunction()) {
            case IDENTITY -> a[i];
            case SIGMOID -> 1 / (1 + StrictMath.exp(-a[i]));
            case SOFTMAX -> StrictMath.exp(a[i]) / sum;
            case EXP -> StrictMath.exp(a[i]);
            case OTHER -> h[i];
        };
    }
}
