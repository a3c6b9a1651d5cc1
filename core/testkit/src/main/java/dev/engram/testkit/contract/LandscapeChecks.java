package dev.engram.testkit.contract;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.spi.Landscape;
import dev.engram.spi.Rng;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.CentralDifferences;
import java.util.Arrays;

/** The contract of landscapes. */
final class LandscapeChecks {
    static final String START = "its start is a new array of rows x columns finite numbers";
    static final String GRADIENT = "its gradient is the derivative of its value: central differences agree";
    static final String READS = "it only reads the point, overwrites the gradient, and is repeatable";
    static final String DRAWS = "drawn starts and noise depend only on the random stream";

    private static final int POINTS = 8;
    private static final double BOUND = 1e-5;

    private LandscapeChecks() {}

    static void add(Checks to, Landscape component) {
        Landscape f = LandscapeSource.load(component);
        to.add(START, () -> start(f));
        to.add(GRADIENT, () -> gradient(f));
        to.add(READS, () -> reads(f));
        to.add(DRAWS, () -> draws(f));
        StationaryChecks.add(to, f);
    }

    private static ContractResult start(Landscape f) {
        double[] x = f.start(), again = f.start();
        int n = f.rows() * f.cols();
        if (x == again) {
            return ContractResult.failed("expected a new array from every call of start(), found the same one");
        }
        if (n < 1
                || x.length != n
                || !Arrays.equals(x, again)
                || !Arrays.stream(x).allMatch(Double::isFinite)) {
            return ContractResult.failed(
                    "expected the same %d x %d finite numbers from every call of start(), found %s and %s",
                    f.rows(), f.cols(), Arrays.toString(x), Arrays.toString(again));
        }
        double value = f.value(x, new double[n]);
        return Double.isFinite(value)
                ? ContractResult.passed("f%s = %.6g", n <= 4 ? Arrays.toString(x) : "(start)", value)
                : ContractResult.failed("expected a finite value at the start, found %s", value);
    }

    /** Returns the start for k = 0, otherwise a point near the start or near 0. */
    private static double[] point(Landscape f, int k) {
        double[] x = f.start();
        Rng rng = RandomStreams.of(k, "landscape");
        for (int i = 0; i < x.length && k > 0; i++) {
            x[i] = (k % 2 == 0 ? x[i] : 0) + 0.5 * rng.gaussian();
        }
        return x;
    }

    private static ContractResult gradient(Landscape f) {
        double worst = 0;
        int kinks = 0, n = f.rows() * f.cols();
        for (int k = 0; k < POINTS; k++) {
            double[] x = point(f, k), g = new double[n], spare = new double[n];
            f.value(x, g);
            double unit = 1e-3 + Arrays.stream(g).map(Math::abs).max().orElse(0);
            for (int i = 0; i < n; i++) {
                int at = i;
                double keep = x[i];
                CentralDifferences d = CentralDifferences.of(
                        v -> {
                            x[at] = v;
                            return f.value(x, spare);
                        },
                        keep,
                        1e-3 * Math.max(1, Math.abs(keep)));
                x[i] = keep;
                if (d.hasKink() && d.relativeError(g[i], unit) > BOUND) {
                    kinks++;
                    continue;
                }
                double off = d.relativeError(g[i], unit);
                if (!(off < BOUND)) {
                    return ContractResult.failed(
                            "at %s expected the derivative %.8g with respect to coordinate %d, found %.8g",
                            Arrays.toString(x), d.derivative(), i, g[i]);
                }
                worst = Math.max(worst, off);
            }
        }
        return kinks <= POINTS * n / 4
                ? ContractResult.passed("%d points, largest relative error %.1e", POINTS, worst)
                : ContractResult.failed(
                        "expected a gradient that agrees with the value, found kinks or different derivatives at %d"
                                + " of %d points",
                        kinks, POINTS * n);
    }

    private static ContractResult reads(Landscape f) {
        for (int k = 0; k < POINTS; k++) {
            double[] x = point(f, k), keep = x.clone(), g = new double[x.length], h = new double[x.length];
            Arrays.fill(h, Double.NaN);
            double one = f.value(x, g), two = f.value(x, h);
            if (!Arrays.equals(x, keep)) {
                return ContractResult.failed(
                        "expected the point %s unchanged, found %s", Arrays.toString(keep), Arrays.toString(x));
            }
            if (!Bits.sameBits(one, two) || !Arrays.equals(g, h)) {
                return ContractResult.failed(
                        "at %s expected %s and %s whatever the gradient array contained, found %s and %s",
                        Arrays.toString(x), one, Arrays.toString(g), two, Arrays.toString(h));
            }
        }
        return ContractResult.passed("%d points, twice each", POINTS);
    }

    private static ContractResult draws(Landscape f) {
        int n = f.rows() * f.cols();
        double[][] noise = {new double[n], new double[n]};
        for (int k = 0; k < POINTS; k++) {
            double[] one = f.start(RandomStreams.of(k, "start")), two = f.start(RandomStreams.of(k, "start"));
            if (one != null
                    && (one.length != n
                            || one == two
                            || !Arrays.equals(one, two)
                            || !Arrays.stream(one).allMatch(Double::isFinite))) {
                return ContractResult.failed(
                        "expected the same %d finite numbers in new arrays from the same stream, found %s and %s",
                        n, Arrays.toString(one), Arrays.toString(two));
            }
            if (one != null && !Double.isFinite(f.value(one, new double[n]))) {
                return ContractResult.failed("expected a finite value at the drawn start %s", Arrays.toString(one));
            }
            for (double[] g : noise) {
                Arrays.fill(g, 1);
                f.addNoise(f.start(), k + 1, g, RandomStreams.of(k, "noise"));
            }
            if (!Arrays.equals(noise[0], noise[1]) || !Arrays.stream(noise[0]).allMatch(Double::isFinite)) {
                return ContractResult.failed(
                        "expected the same finite noise from the same stream, found %s and %s",
                        Arrays.toString(noise[0]), Arrays.toString(noise[1]));
            }
        }
        return ContractResult.passed("%d streams", POINTS);
    }
}
