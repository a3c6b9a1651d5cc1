package dev.engram.engine.matrix;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.random.RandomStream;
import dev.engram.spi.Matrix;
import dev.engram.spi.Rng;
import dev.engram.spi.Scratch;
import java.util.Arrays;

/** A writable matrix. The context counts its products, and the observer of the context is notified of its results. */
public final class ScratchMatrix extends ArrayMatrix implements Scratch {
    private final ComputeContext computeContext;
    private int rowsPerExample = 1;

    public ScratchMatrix(int rows, int cols, ComputeContext computeContext) {
        super(new float[Math.multiplyExact(rows, cols)], 0, rows, cols);
        this.computeContext = computeContext;
    }

    /** Gives each example several rows. */
    public void rowsPerExample(int n) {
        rowsPerExample = n;
    }

    /** Sets the number of examples of a matrix with rows for each of them. */
    public void setExamples(int n) {
        rows = n * rowsPerExample;
    }

    /** Sets the number of rows in use; the capacity does not change. */
    public void setRows(int rows) {
        this.rows = rows;
    }

    /** Becomes a single row of {@code n} zeros. */
    void resize(int n) {
        cols = n;
        data = new float[n];
    }

    private ArrayMatrix requireSameShape(Matrix m) {
        ArrayMatrix t = ArrayMatrix.of(m);
        if (t.rows != rows || t.cols != cols) {
            throw new IllegalArgumentException("shapes differ: " + shape() + " and " + t.shape());
        }
        return t;
    }

    @Override
    public Scratch fill(float v) {
        notifyElementwise(null);
        Arrays.fill(data, 0, rows * cols, v);
        return this;
    }

    @Override
    public Scratch set(Matrix a) {
        ArrayMatrix t = requireSameShape(a);
        System.arraycopy(t.data, t.offset, data, 0, rows * cols);
        notifyElementwise(a);
        return this;
    }

    @Override
    public Scratch map(Matrix a, FloatUnaryOperator f) {
        ArrayMatrix t = requireSameShape(a);
        notifyElementwise(a);
        float[] x = t.data, y = data;
        for (int i = 0, o = t.offset, n = rows * cols; i < n; i++) {
            y[i] = f.applyAsFloat(x[o + i]);
        }
        return this;
    }

    @Override
    public Scratch zip(Matrix a, Matrix b, FloatBinaryOperator f) {
        ArrayMatrix t = requireSameShape(a), u = requireSameShape(b);
        notifyElementwise(a);
        float[] x = t.data, y = u.data, z = data;
        for (int i = 0, o = t.offset, q = u.offset, n = rows * cols; i < n; i++) {
            z[i] = f.applyAsFloat(x[o + i], y[q + i]);
        }
        return this;
    }

    @Override
    public Scratch add(float c, Matrix a) {
        ArrayMatrix t = requireSameShape(a);
        Kernels.add(c, t.data, t.offset, data, 0, rows * cols);
        return this;
    }

    @Override
    public Scratch multiplyElementwise(Matrix a) {
        ArrayMatrix t = requireSameShape(a);
        float[] x = t.data, y = data;
        for (int i = 0, o = t.offset, n = rows * cols; i < n; i++) {
            y[i] *= x[o + i];
        }
        return this;
    }

    @Override
    public Scratch scale(float c) {
        float[] y = data;
        for (int i = 0, n = rows * cols; i < n; i++) {
            y[i] *= c;
        }
        return this;
    }

    @Override
    public Scratch scaleRows(Matrix column) {
        ArrayMatrix t = ArrayMatrix.of(column);
        if (t.rows != rows || t.cols != 1) {
            throw new IllegalArgumentException(
                    "the rows of " + shape() + " need " + rows + "x1 factors, not " + t.shape());
        }
        float[] y = data;
        for (int r = 0; r < rows; r++) {
            float c = t.data[t.offset + r];
            for (int i = r * cols, to = i + cols; i < to; i++) {
                y[i] *= c;
            }
        }
        return this;
    }

    private void notifyElementwise(Matrix from) {
        if (computeContext.observer() != null) {
            computeContext.observer().onElementwise(this, from);
        }
    }

    private void check(int m, int n, int k1, int k2, ArrayMatrix a, ArrayMatrix b) {
        if (m != rows || n != cols || k1 != k2) {
            throw new IllegalArgumentException(
                    shape() + " cannot hold this product of " + a.shape() + " and " + b.shape());
        }
        if (a.data == data || b.data == data) {
            throw new IllegalArgumentException("a product cannot overwrite one of its factors");
        }
        computeContext.operations().add((long) m * n * k1);
    }

    @Override
    public Scratch multiply(Matrix left, Matrix right) {
        ArrayMatrix a = ArrayMatrix.of(left), b = ArrayMatrix.of(right);
        check(a.rows, b.cols, a.cols, b.rows, a, b);
        computeContext.products().multiply(rows, cols, a.cols, a.data, a.offset, b.data, b.offset, data, 0);
        if (computeContext.observer() != null) {
            computeContext.observer().onProduct(this, left, right, false);
        }
        return this;
    }

    @Override
    public Scratch multiplyTransposedB(Matrix left, Matrix right) {
        ArrayMatrix a = ArrayMatrix.of(left), b = ArrayMatrix.of(right);
        check(a.rows, b.rows, a.cols, b.cols, a, b);
        computeContext
                .products()
                .multiplyTransposedB(rows, cols, a.cols, a.data, a.offset, b.data, b.offset, null, 0, data, 0);
        if (computeContext.observer() != null) {
            computeContext.observer().onProduct(this, left, right, true);
        }
        return this;
    }

    @Override
    public Scratch multiplyTransposedA(Matrix left, Matrix right) {
        ArrayMatrix a = ArrayMatrix.of(left), b = ArrayMatrix.of(right);
        check(a.cols, b.cols, a.rows, b.rows, a, b);
        computeContext
                .products()
                .multiplyTransposedA(rows, cols, a.rows, 1, a.data, a.offset, b.data, b.offset, false, data, 0);
        return this;
    }

    @Override
    public Scratch gaussian(Rng rng) {
        if (rng instanceof RandomStream stream) {
            stream.fillGaussian(data, 0, rows * cols);
            return this;
        }
        for (int i = 0, n = rows * cols; i < n; i++) {
            data[i] = rng.gaussian();
        }
        return this;
    }

    @Override
    public Scratch rademacher(Rng rng) {
        if (rng instanceof RandomStream stream) {
            stream.fillSigns(data, 0, rows * cols);
            return this;
        }
        for (int i = 0, n = rows * cols; i < n; i++) {
            data[i] = rng.uniform() < 0.5f ? -1 : 1;
        }
        return this;
    }

    @Override
    public double sum() {
        double sum = 0;
        for (int i = 0, n = rows * cols; i < n; i++) {
            sum += data[i];
        }
        return sum;
    }
}
