package dev.engram.testkit.contract.loss;

import dev.engram.spi.LossFunction;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.check.Text;
import dev.engram.testkit.contract.tools.Allocation;
import dev.engram.testkit.contract.tools.Bits;
import java.util.Arrays;
import java.util.List;

/** How a loss uses arrays: it reads and writes only its range, and allocates none. */
final class LossArrayChecks {
    static final String POSITION = "the position of an example in the arrays changes no bit";
    static final String BOUNDS = "it writes its own range of the output and nothing else";
    static final String BATCH = "the gradient of a whole batch has the bits of that of its examples";
    static final String NO_ALLOCATION = "a batch allocates nothing";

    /** Numbers behind a batch. */
    private static final int UNUSED = 3;

    private final LossFunction loss;

    private LossArrayChecks(LossFunction loss) {
        this.loss = loss;
    }

    static void add(Checks to, LossFunction loss) {
        LossArrayChecks c = new LossArrayChecks(loss);
        to.add(POSITION, c::position);
        to.add(BOUNDS, c::bounds);
        to.add(BATCH, c::batch);
        to.add(NO_ALLOCATION, c::noAllocation);
    }

    private static float[] padded(float[] x, int from, int n) {
        float[] p = new float[n];
        Arrays.fill(p, Float.NaN);
        System.arraycopy(x, 0, p, from, x.length);
        return p;
    }

    private ContractResult position() {
        List<LossCase> cases = LossCase.of(loss);
        for (LossCase c : cases) {
            int from = 5, to = from + c.width(), n = to + 4;
            float[] a = padded(c.a(), from, n),
                    y = padded(c.y(), from, n),
                    t = padded(c.t(), from, n),
                    out = new float[n];
            double here = loss.value(c.y(), c.t(), 0, c.width()), there = loss.value(y, t, from, to);
            loss.gradient(y, t, out, from, to);
            String d = Bits.difference(c.name() + ", gradient", c.gradient(loss), Arrays.copyOfRange(out, from, to));
            LossFunction.Fused f = loss.fuse(c.phi().outputFunction());
            if (f != null && d == null) {
                float[] error = new float[c.width()];
                f.gradient(c.a(), c.y(), c.t(), error, 0, c.width());
                f.gradient(a, y, t, out, from, to);
                d = Bits.difference(c.name() + ", fused gradient", error, Arrays.copyOfRange(out, from, to));
                here += f.value(c.a(), c.y(), c.t(), 0, c.width());
                there += f.value(a, y, t, from, to);
            }
            if (d != null || !Bits.sameBits(here, there)) {
                return ContractResult.failed(
                        "%s, at index %d and surrounded by NaN",
                        d == null ? Text.of("%s: expected the value %s, found %s", c.name(), here, there) : d, from);
            }
        }
        return ContractResult.passed("%d examples at index 0, and at index 5 surrounded by NaN", cases.size());
    }

    private ContractResult bounds() {
        List<LossCase> cases = LossCase.of(loss);
        for (LossCase c : cases) {
            int from = 3, to = from + c.width(), n = to + 3;
            float[][] in = {padded(c.a(), from, n), padded(c.y(), from, n), padded(c.t(), from, n)};
            float[][] kept = {in[0].clone(), in[1].clone(), in[2].clone()};
            float[] out = new float[n];
            Arrays.fill(out, 77);
            loss.value(in[1], in[2], from, to);
            loss.gradient(in[1], in[2], out, from, to);
            LossFunction.Fused f = loss.fuse(c.phi().outputFunction());
            if (f != null) {
                f.value(in[0], in[1], in[2], from, to);
                f.gradient(in[0], in[1], in[2], out, from, to);
            }
            for (int i = 0; i < 3; i++) {
                String d =
                        Bits.difference(c.name() + ", " + List.of("a", "y", "t").get(i), kept[i], in[i]);
                if (d != null) {
                    return ContractResult.failed("%s; a loss must not write its inputs", d);
                }
            }
            for (int i = 0; i < n; i++) {
                if ((i < from || i >= to) && out[i] != 77) {
                    return ContractResult.failed(
                            "%s: expected writes only at indices %d to %d of the output, found one at index %d",
                            c.name(), from, to - 1, i);
                }
                if (i >= from && i < to && !Float.isFinite(out[i])) {
                    return ContractResult.failed(
                            "%s: expected a finite gradient, found %s at index %d", c.name(), out[i], i);
                }
            }
        }
        return ContractResult.passed("%d examples", cases.size());
    }

    /** Every example follows the first one of its width. Longer arrays belong to a batch that is not full. */
    private ContractResult batch() {
        List<LossCase> cases = LossCase.of(loss);
        int checked = 0;
        for (LossCase c : cases) {
            LossFunction.Fused f = loss.fuse(c.phi().outputFunction());
            LossCase first = cases.stream()
                    .filter(d -> d.width() == c.width() && d.phi().equals(c.phi()))
                    .findFirst()
                    .orElseThrow();
            if (f == null) {
                continue;
            }
            int n = c.width();
            float[] expected = new float[2 * n + UNUSED], out = new float[2 * n + UNUSED];
            Arrays.fill(expected, 77);
            Arrays.fill(out, 77);
            float[] a = joined(first.a(), c.a()), y = joined(first.y(), c.y()), t = joined(first.t(), c.t());
            f.gradient(a, y, t, expected, 0, n);
            f.gradient(a, y, t, expected, n, 2 * n);
            f.gradients(a, y, t, out, 2, n);
            String d = Bits.difference(c.name() + ", gradient of a batch", expected, out);
            if (d != null) {
                return ContractResult.failed("%s", d);
            }
            checked++;
        }
        return checked == 0
                ? ContractResult.skipped("it has no fused form")
                : ContractResult.passed("%d batches of two examples", checked);
    }

    private static float[] joined(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length + UNUSED);
        System.arraycopy(second, 0, both, first.length, second.length);
        Arrays.fill(both, first.length + second.length, both.length, Float.NaN);
        return both;
    }

    /** Calls every method for every example. */
    private ContractResult noAllocation() {
        LossCase[] cases = LossCase.of(loss).toArray(LossCase[]::new);
        LossFunction.Fused[] fused = new LossFunction.Fused[cases.length];
        int widest = 0;
        for (int k = 0; k < cases.length; k++) {
            fused[k] = loss.fuse(cases[k].phi().outputFunction());
            widest = Math.max(widest, cases[k].width());
        }
        float[] out = new float[widest];
        return Allocation.check(
                () -> {
                    for (int k = 0; k < cases.length; k++) {
                        LossCase c = cases[k];
                        loss.value(c.y(), c.t(), 0, c.width());
                        loss.gradient(c.y(), c.t(), out, 0, c.width());
                        if (fused[k] != null) {
                            fused[k].value(c.a(), c.y(), c.t(), 0, c.width());
                            fused[k].gradient(c.a(), c.y(), c.t(), out, 0, c.width());
                        }
                    }
                },
                Allocation.RULE_STEPS);
    }
}
