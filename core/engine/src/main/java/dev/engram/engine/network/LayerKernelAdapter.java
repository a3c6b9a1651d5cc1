package dev.engram.engine.network;

import dev.engram.engine.kernel.Convolutions;
import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.kernel.Normalization;
import dev.engram.engine.matrix.ArrayMatrix;
import dev.engram.engine.parallel.Products;
import dev.engram.spi.Matrix;
import dev.engram.spi.Scratch;
import dev.engram.spi.layer.GradientRange;
import dev.engram.spi.layer.LayerKernels;
import dev.engram.spi.layer.NormalizationKernels;
import dev.engram.spi.layer.PoolingKernels;
import dev.engram.spi.shape.ConvGeometry;

/** The kernels as layers see them: on matrices instead of arrays. */
record LayerKernelAdapter(Products products) implements LayerKernels, NormalizationKernels {
    @Override
    public void multiplyTransposedB(Matrix a, Matrix b, Matrix bias, Scratch c) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(b), z = bias == null ? null : ArrayMatrix.of(bias);
        products.multiplyTransposedB(
                x.rows(),
                y.rows(),
                y.cols(),
                x.data(),
                x.offset(),
                y.data(),
                y.offset(),
                z == null ? null : z.data(),
                z == null ? 0 : z.offset(),
                c.data(),
                0);
    }

    @Override
    public void multiply(Matrix a, Matrix b, Scratch c) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(b);
        products.multiply(x.rows(), y.cols(), x.cols(), x.data(), x.offset(), y.data(), y.offset(), c.data(), 0);
    }

    @Override
    public void multiplyTransposedA(float scale, Matrix a, Matrix b, GradientRange gradient) {
        ArrayMatrix x = ArrayMatrix.of(a), y = ArrayMatrix.of(b);
        products.multiplyTransposedA(
                x.cols(),
                y.cols(),
                x.rows(),
                scale,
                x.data(),
                x.offset(),
                y.data(),
                y.offset(),
                gradient.accumulate(),
                gradient.array(),
                gradient.from());
    }

    @Override
    public void sumRows(float scale, Matrix a, GradientRange gradient) {
        ArrayMatrix x = ArrayMatrix.of(a);
        Kernels.sumRows(
                x.rows(),
                x.cols(),
                scale,
                x.data(),
                x.offset(),
                gradient.accumulate(),
                gradient.array(),
                gradient.from());
    }

    @Override
    public void convolve(ConvGeometry g, Matrix x, Matrix w, Matrix bias, Scratch a) {
        ArrayMatrix in = ArrayMatrix.of(x), k = ArrayMatrix.of(w), b = bias == null ? null : ArrayMatrix.of(bias);
        products.convolve(
                g,
                in.rows(),
                in.data(),
                in.offset(),
                k.data(),
                k.offset(),
                b == null ? null : b.data(),
                b == null ? 0 : b.offset(),
                a.data(),
                0);
    }

    @Override
    public void convolveTransposed(ConvGeometry g, Matrix d, Matrix w, Matrix bias, Scratch x) {
        ArrayMatrix in = ArrayMatrix.of(d), k = ArrayMatrix.of(w), b = bias == null ? null : ArrayMatrix.of(bias);
        products.convolveTransposed(
                g,
                in.rows(),
                in.data(),
                in.offset(),
                k.data(),
                k.offset(),
                b == null ? null : b.data(),
                b == null ? 0 : b.offset(),
                x.data(),
                0);
    }

    @Override
    public void correlate(ConvGeometry g, float scale, Matrix d, Matrix x, GradientRange gradient) {
        ArrayMatrix e = ArrayMatrix.of(d), in = ArrayMatrix.of(x);
        products.convolutionGradient(
                g,
                e.rows(),
                scale,
                e.data(),
                e.offset(),
                in.data(),
                in.offset(),
                gradient.accumulate(),
                gradient.array(),
                gradient.from());
    }

    @Override
    public void sumPositions(int channels, float scale, Matrix d, GradientRange gradient) {
        ArrayMatrix e = ArrayMatrix.of(d);
        Convolutions.biasGradient(
                e.rows(),
                channels,
                e.cols() / channels,
                scale,
                e.data(),
                e.offset(),
                gradient.accumulate(),
                gradient.array(),
                gradient.from(),
                products.workspace());
    }

    @Override
    public void patches(ConvGeometry g, int group, Matrix x, Scratch rows) {
        ArrayMatrix in = ArrayMatrix.of(x);
        Convolutions.patches(g, group, in.rows(), in.data(), in.offset(), rows.data(), 0);
    }

    @Override
    public float[] array(Matrix m) {
        return ArrayMatrix.of(m).data();
    }

    @Override
    public int offset(Matrix m) {
        return ArrayMatrix.of(m).offset();
    }

    @Override
    public PoolingKernels pooling() {
        return new PoolingKernelAdapter(products.workspace());
    }

    @Override
    public NormalizationKernels normalization() {
        return this;
    }

    @Override
    public void sums(Extent e, float[] x, int at, double[] sums) {
        Normalization.sums(e.n(), e.channels(), e.positions(), x, at, sums, products.workspace());
    }

    @Override
    public void squares(Extent e, float[] x, int at, float[] mean, double[] sums) {
        Normalization.squares(e.n(), e.channels(), e.positions(), x, at, mean, sums, products.workspace());
    }

    @Override
    public void products(Extent e, float[] x, float[] y, int at, double[] sums) {
        Normalization.products(e.n(), e.channels(), e.positions(), x, at, y, at, sums, products.workspace());
    }

    @Override
    public void standardize(Extent e, float[] x, int at, float[] mean, float[] factor, float[] out) {
        Normalization.standardize(e.n(), e.channels(), e.positions(), x, at, mean, factor, out, at);
    }

    @Override
    public void affine(
            Extent e, float[] x, int at, float[] factor, int factorFrom, float[] shift, int shiftFrom, float[] out) {
        Normalization.affine(e.n(), e.channels(), e.positions(), x, at, factor, factorFrom, shift, shiftFrom, out, at);
    }

    @Override
    public void project(
            Extent e, float[] d, float[] h, int at, float[] mean, float[] slope, float[] factor, float[] out) {
        Normalization.project(e.n(), e.channels(), e.positions(), d, at, h, at, mean, slope, factor, out, at);
    }
}
