package dev.engram.engine.parallel;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.kernel.Workspace;

/** The parts of a dense product: some columns or rows of the result. */
final class DenseParts extends OperandParts {
    /** Parts begin at multiples of this, so that tiles and vectors are whole: a vector of 512 bits. */
    private static final int UNIT = 16;

    private enum Kind {
        PLAIN,
        TRANSPOSED_A,
        TRANSPOSED_B
    }

    private Kind kind = Kind.PLAIN;
    private int m;
    private int n;
    private int k;

    DenseParts(Workspace[] workspaces) {
        super(workspaces);
    }

    void plain() {
        this.kind = Kind.PLAIN;
    }

    void transposedB(float[] bias, int biasOff) {
        this.kind = Kind.TRANSPOSED_B;
        bias(bias, biasOff);
    }

    void transposedA(float scale, boolean accumulate) {
        this.kind = Kind.TRANSPOSED_A;
        result(scale, accumulate);
    }

    DenseParts shape(int m, int n, int k, int parts) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.parts = parts;
        return this;
    }

    /** Each thread copies the operand that is not divided, so the larger side is. */
    @Override
    public void run(int part) {
        int extent = Math.max(m, n);
        int from = bound(extent, part);
        int to = bound(extent, part + 1);
        if (from == to) {
            return;
        }
        if (n >= m) {
            columns(from, to - from, workspaces[part]);
        } else {
            rows(from, to - from, workspaces[part]);
        }
    }

    private int bound(int extent, int part) {
        return part == parts ? extent : (int) ((long) extent * part / parts) / UNIT * UNIT;
    }

    private void columns(int j, int width, Workspace w) {
        switch (kind) {
            case PLAIN -> Kernels.multiply(m, width, k, a, ao, b, bo + j, n, c, co + j, n, w);
            case TRANSPOSED_B ->
                Kernels.multiplyTransposedB(m, width, k, a, ao, b, bo + j * k, bias, biasOff + j, c, co + j, n, w);
            case TRANSPOSED_A ->
                Kernels.multiplyTransposedA(m, width, k, scale, a, ao, m, b, bo + j, n, accumulate, c, co + j, n, w);
        }
    }

    private void rows(int i, int height, Workspace w) {
        switch (kind) {
            case PLAIN -> Kernels.multiply(height, n, k, a, ao + i * k, b, bo, c, co + i * n, w);
            case TRANSPOSED_B ->
                Kernels.multiplyTransposedB(height, n, k, a, ao + i * k, b, bo, bias, biasOff, c, co + i * n, w);
            case TRANSPOSED_A ->
                Kernels.multiplyTransposedA(
                        height, n, k, scale, a, ao + i, m, b, bo, n, accumulate, c, co + i * n, n, w);
        }
    }
}
