package dev.engram.plugins.layers;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Maths;
import dev.engram.spi.layer.LayerParameter;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.LayerState;
import dev.engram.spi.layer.NormalizationKernels;
import dev.engram.spi.layer.NormalizationKernels.Extent;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;

/** A bound {@link BatchNorm}. */
final class BatchNormStage implements Stage {
    private final BatchNorm kind;
    private final Shape shape;
    private final int channels;
    private final NormalizationKernels kernels;
    private final LayerParameter gamma;
    private final LayerParameter beta;
    private final LayerState runningMean;
    private final LayerState runningVariance;
    private final LayerState steps;
    /** The standardized input. */
    private final int standardized;

    private final int means;
    private final int variances;
    /** 1 / sqrt(variance + epsilon). */
    private final int scales;

    private final int gammaGradients;
    private final int betaGradients;
    private final double[] sums;
    private final double[] products;
    private final double[] part;
    private final float[] mean;
    private final float[] slope;
    private final float[] factor;
    private final Extent example;
    private Extent extent = new Extent(0, 0, 0);

    BatchNormStage(BatchNorm kind, LayerSetup setup) {
        this.kind = kind;
        shape = setup.input();
        channels = shape.channels();
        kernels = setup.kernels().normalization();
        gamma = kind.affine() ? setup.parameter("gamma", channels, 1) : null;
        beta = kind.affine() ? setup.parameter("beta", channels, 0) : null;
        runningMean = setup.state("running-mean", channels, 0);
        runningVariance = setup.state("running-variance", channels, 1);
        steps = setup.state("steps", 1, 0);
        standardized = setup.floats(shape.size(), 0);
        means = setup.floats(0, channels);
        variances = setup.floats(0, channels);
        scales = setup.floats(0, channels);
        gammaGradients = setup.floats(0, channels);
        betaGradients = setup.floats(0, channels);
        sums = new double[channels];
        products = new double[channels];
        part = new double[channels];
        mean = new float[channels];
        slope = new float[channels];
        factor = new float[channels];
        example = new Extent(1, channels, shape.positions());
    }

    @Override
    public Shape output() {
        return shape;
    }

    private Extent extent(int rows) {
        if (extent.n() != rows) {
            extent = new Extent(rows, channels, shape.positions());
        }
        return extent;
    }

    private int numbers(StagePass pass) {
        return pass.rows() * shape.positions();
    }

    @Override
    public void forward(StagePass pass, float[] x, float[] y) {
        Extent e = extent(pass.rows());
        float[] xs = pass.floats(standardized), m = pass.floats(means), v = pass.floats(variances);
        float[] r = pass.floats(scales), theta = pass.parameters();
        if (pass.training()) {
            measure(pass, e, x, m, v);
        } else {
            System.arraycopy(runningMean.values(), 0, m, 0, channels);
            System.arraycopy(runningVariance.values(), 0, v, 0, channels);
        }
        for (int c = 0; c < channels; c++) {
            r[c] = 1 / Maths.sqrt(v[c] + kind.epsilon());
        }
        for (int at = 0, n = pass.rows() * shape.size(); at < n; at += shape.size()) {
            kernels.standardize(example, x, at, m, r, xs);
            if (gamma == null) {
                System.arraycopy(xs, at, y, at, shape.size());
            } else {
                kernels.affine(example, xs, at, theta, gamma.from(), theta, beta.from(), y);
            }
        }
    }

    private void measure(StagePass pass, Extent e, float[] x, float[] m, float[] v) {
        int n = numbers(pass);
        if (n < 2) {
            throw new IncompatibleException("batch-norm needs at least two numbers per channel in a training step, but"
                    + " a batch of one example with one position has one; use larger batches, or group-norm or"
                    + " layer-norm");
        }
        kernels.sums(e, x, 0, sums);
        for (int c = 0; c < channels; c++) {
            m[c] = (float) (sums[c] / n);
        }
        kernels.squares(e, x, 0, m, sums);
        for (int c = 0; c < channels; c++) {
            v[c] = (float) (sums[c] / n);
        }
    }

    @Override
    public void update(StagePass pass) {
        float n = numbers(pass), t = ++steps.values()[0];
        float momentum = kind.momentum() == 0 ? 1 / t : kind.momentum();
        float[] m = pass.floats(means), v = pass.floats(variances);
        float[] runningM = runningMean.values(), runningV = runningVariance.values();
        for (int c = 0; c < channels; c++) {
            runningM[c] = (1 - momentum) * runningM[c] + momentum * m[c];
            runningV[c] = (1 - momentum) * runningV[c] + momentum * (v[c] * (n / (n - 1)));
        }
    }

    @Override
    public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
        sumErrors(pass, delta);
        float[] ofGamma = pass.floats(gammaGradients), ofBeta = pass.floats(betaGradients);
        for (int c = 0; c < channels; c++) {
            ofGamma[c] = (float) (products[c] / pass.rows());
            ofBeta[c] = (float) (sums[c] / pass.rows());
        }
        project(pass, extent(pass.rows()), delta, d);
    }

    /** Adds up the errors of each channel, and their products with x', one example in the cache after the other. */
    private void sumErrors(StagePass pass, float[] delta) {
        float[] xs = pass.floats(standardized);
        if (shape.positions() == 1) {
            Extent e = extent(pass.rows());
            kernels.sums(e, delta, 0, sums);
            kernels.products(e, delta, xs, 0, products);
            return;
        }
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (int at = 0, n = pass.rows() * shape.size(); at < n; at += shape.size()) {
            kernels.sums(example, delta, at, part);
            add(part, sums);
            kernels.products(example, delta, xs, at, part);
            add(part, products);
        }
    }

    private void add(double[] part, double[] sum) {
        for (int c = 0; c < channels; c++) {
            sum[c] += part[c];
        }
    }

    /** Overwrites out with gamma r (in - mean in - x' mean(in x')); in an evaluation with gamma r in. */
    private void project(StagePass pass, Extent e, float[] in, float[] out) {
        int n = numbers(pass);
        float[] theta = pass.parameters(), r = pass.floats(scales);
        for (int c = 0; c < channels; c++) {
            mean[c] = pass.training() ? (float) (sums[c] / n) : 0;
            slope[c] = pass.training() ? (float) (products[c] / n) : 0;
            factor[c] = gamma == null ? r[c] : theta[gamma.from() + c] * r[c];
        }
        kernels.project(e, in, pass.floats(standardized), 0, mean, slope, factor, out);
    }

    @Override
    public void credit(StagePass pass, float[] gradient) {
        if (gamma == null) {
            return;
        }
        float[] ofGamma = pass.floats(gammaGradients), ofBeta = pass.floats(betaGradients);
        for (int c = 0; c < channels; c++) {
            gradient[gamma.from() + c] += ofGamma[c];
            gradient[beta.from() + c] += ofBeta[c];
        }
    }

    @Override
    public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
        Extent e = extent(pass.rows());
        float[] xs = pass.floats(standardized), along = pass.direction();
        sumErrors(pass, u);
        project(pass, e, u, v);
        if (along != null && gamma != null) {
            int positions = shape.positions();
            for (int i = 0; i < pass.rows() * shape.size(); i++) {
                int c = i / positions % channels;
                v[i] += Maths.fma(along[gamma.from() + c], xs[i], along[beta.from() + c]);
            }
        }
    }

    @Override
    public int minExamples() {
        return shape.positions() > 1 ? 1 : 2;
    }

    @Override
    public boolean separatesExamples() {
        return false;
    }
}
