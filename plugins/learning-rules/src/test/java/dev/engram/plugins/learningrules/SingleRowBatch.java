package dev.engram.plugins.learningrules;

import dev.engram.engine.matrix.MatrixView;
import dev.engram.spi.Batch;
import dev.engram.spi.Matrix;
import dev.engram.spi.Rng;

/** One row of a batch as a batch. */
record SingleRowBatch(Batch of, int row) implements Batch {
    @Override
    public int rows() {
        return 1;
    }

    @Override
    public Matrix inputs() {
        return view(of.inputs());
    }

    @Override
    public Matrix targets() {
        return view(of.targets());
    }

    private Matrix view(Matrix m) {
        float[] a = new float[m.cols()];
        for (int j = 0; j < a.length; j++) {
            a[j] = m.get(row, j);
        }
        return new MatrixView(a, 0, 1, a.length);
    }

    @Override
    public int label(int r) {
        return of.label(row);
    }

    @Override
    public Rng random(String name) {
        return of.random(name);
    }
}
