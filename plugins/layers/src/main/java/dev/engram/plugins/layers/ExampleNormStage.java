package dev.engram.plugins.layers;

import dev.engram.spi.Maths;
import dev.engram.spi.layer.LayerParameter;
import dev.engram.spi.layer.LayerSetup;
import dev.engram.spi.layer.NormalizationKernels;
import dev.engram.spi.layer.NormalizationKernels.Extent;
import dev.engram.spi.layer.Stage;
import dev.engram.spi.layer.StagePass;
import dev.engram.spi.shape.Shape;
import java.util.Arrays;

/** A bound {@link LayerNorm} or {@link GroupNorm}: normalizes the groups of each example by themselves. */
final class ExampleNormStage implements Stage {
    private final Shape shape;
    private final int size;
    private final int groups;
    private final int groupSize;
    /** How many neighbouring numbers of an example share one gamma; 0 if there is none. */
    private final int shared;

    private final float epsilon;
    private final NormalizationKernels kernels;
    private final LayerParameter gamma;
    private final LayerParameter beta;
    /** The standardized input. */
    private final int standardized;
    /** 1 / sqrt(variance + epsilon). */
    private final int scales;
    /** delta times gamma. */
    private final int scaled;

    private final int gammaGradients;
    private final int betaGradients;
    private final Extent extent;
    private final double[] sums;
    private final double[] products;
    private final float[] mean;
    private final float[] slope;
    private final float[] factor;

    ExampleNormStage(LayerSetup setup, int groups, int shared, float epsilon) {
        shape = setup.input();
        size = shape.size();
        this.groups = groups;
        this.shared = shared;
        this.epsilon = epsilon;
        groupSize = size / groups;
        kernels = setup.kernels().normalization();
        int parameters = shared == 0 ? 0 : size / shared;
        gamma = shared == 0 ? null : setup.parameter("gamma", parameters, 1);
        beta = shared == 0 ? null : setup.parameter("beta", parameters, 0);
        standardized = setup.floats(size, 0);
        scales = setup.floats(groups, 0);
        scaled = setup.floats(size, 0);
        gammaGradients = setup.floats(0, parameters);
        betaGradients = setup.floats(0, parameters);
        extent = new Extent(1, groups, groupSize);
        sums = new double[groups];
        products = new double[groups];
        mean = new float[groups];
        slope = new float[groups];
        factor = new float[groups];
    }

    @Override
    public Shape output() {
        return shape;
    }

    @Override
    public void forward(StagePass pass, float[] x, float[] y) {
        float[] xs = pass.floats(standardized), theta = pass.parameters();
        for (int r = 0; r < pass.rows(); r++) {
            standardize(pass, x, r, xs);
        }
        if (gamma == null) {
            System.arraycopy(xs, 0, y, 0, pass.rows() * size);
            return;
        }
        for (int i = 0; i < pass.rows() * size; i++) {
            int k = i % size / shared;
            y[i] = Maths.fma(theta[gamma.from() + k], xs[i], theta[beta.from() + k]);
        }
    }

    private void standardize(StagePass pass, float[] x, int row, float[] xs) {
        float[] r = pass.floats(scales);
        kernels.sums(extent, x, row * size, sums);
        for (int g = 0; g < groups; g++) {
            mean[g] = (float) (sums[g] / groupSize);
        }
        kernels.squares(extent, x, row * size, mean, sums);
        for (int g = 0; g < groups; g++) {
            factor[g] = 1 / Maths.sqrt((float) (sums[g] / groupSize) + epsilon);
            r[row * groups + g] = factor[g];
        }
        kernels.standardize(extent, x, row * size, mean, factor, xs);
    }

    @Override
    public void backward(StagePass pass, float[] x, float[] y, float[] delta, float[] d) {
        if (gamma == null) {
            project(pass, delta, d);
            return;
        }
        float[] theta = pass.parameters(), xs = pass.floats(standardized), gd = pass.floats(scaled);
        float[] ofGamma = pass.floats(gammaGradients), ofBeta = pass.floats(betaGradients);
        Arrays.fill(ofGamma, 0, size / shared, 0);
        Arrays.fill(ofBeta, 0, size / shared, 0);
        for (int i = 0; i < pass.rows() * size; i++) {
            int k = i % size / shared;
            ofGamma[k] = Maths.fma(delta[i], xs[i], ofGamma[k]);
            ofBeta[k] += delta[i];
            gd[i] = theta[gamma.from() + k] * delta[i];
        }
        project(pass, gd, d);
    }

    /** Overwrites out with r (in - mean in - x' mean(in x')), for each group of each example. */
    private void project(StagePass pass, float[] in, float[] out) {
        float[] xs = pass.floats(standardized), r = pass.floats(scales);
        for (int row = 0; row < pass.rows(); row++) {
            kernels.sums(extent, in, row * size, sums);
            kernels.products(extent, in, xs, row * size, products);
            for (int g = 0; g < groups; g++) {
                mean[g] = (float) (sums[g] / groupSize);
                slope[g] = (float) (products[g] / groupSize);
                factor[g] = r[row * groups + g];
            }
            kernels.project(extent, in, xs, row * size, mean, slope, factor, out);
        }
    }

    @Override
    public void credit(StagePass pass, float[] gradient) {
        if (gamma == null) {
            return;
        }
        float[] ofGamma = pass.floats(gammaGradients), ofBeta = pass.floats(betaGradients);
        float share = 1f / pass.rows();
        for (int k = 0; k < size / shared; k++) {
            gradient[gamma.from() + k] += share * ofGamma[k];
            gradient[beta.from() + k] += share * ofBeta[k];
        }
    }

    @Override
    public void tangent(StagePass pass, float[] x, float[] y, float[] u, float[] v) {
        float[] theta = pass.parameters(), xs = pass.floats(standardized), along = pass.direction();
        project(pass, u, v);
        if (gamma == null) {
            return;
        }
        for (int i = 0; i < pass.rows() * size; i++) {
            int k = i % size / shared;
            v[i] *= theta[gamma.from() + k];
            if (along != null) {
                v[i] += Maths.fma(along[gamma.from() + k], xs[i], along[beta.from() + k]);
            }
        }
    }
}
