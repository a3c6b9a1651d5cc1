package dev.engram.engine.parallel;

import dev.engram.engine.kernel.Convolutions;
import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.kernel.Workspace;
import dev.engram.spi.shape.ConvGeometry;

/**
 * The matrix products and convolutions of one run, as in {@link Kernels} and {@link Convolutions}. Large ones are
 * divided among the threads of a team: dense products by columns or rows of the result, whichever are more;
 * convolutions by examples; their weight gradients by elements of the kernel. Used by one thread.
 */
public final class Products {
    /**
     * Multiply-adds for which it is worth to wake a thread: 25 us at 80 GFLOP/s. Smaller products are not divided.
     */
    private static final int MULTIPLY_ADDS_OF_A_PART = ThreadTeam.leastPart(1_000_000);

    private final ThreadTeam team;
    private final long multiplyAddsOfAPart;
    /** One for each part. */
    private final Workspace[] workspaces;

    private final DenseParts dense;
    private final ConvolutionParts convolutions;

    /** @param team the threads of the run */
    public Products(ThreadTeam team) {
        this(team, MULTIPLY_ADDS_OF_A_PART);
    }

    /** @param multiplyAddsOfAPart the least work of a part */
    Products(ThreadTeam team, long multiplyAddsOfAPart) {
        this.team = team;
        this.multiplyAddsOfAPart = multiplyAddsOfAPart;
        this.workspaces = new Workspace[team.size()];
        for (int i = 0; i < workspaces.length; i++) {
            workspaces[i] = new Workspace();
        }
        this.dense = new DenseParts(workspaces);
        this.convolutions = new ConvolutionParts(workspaces);
    }

    /** Returns the working memory of kernels that are not divided. */
    public Workspace workspace() {
        return workspaces[0];
    }

    /** Returns the number of parts of a product. */
    private int parts(long multiplyAdds) {
        if (workspaces.length == 1 || multiplyAdds < 2 * multiplyAddsOfAPart) {
            return 1;
        }
        return (int) Math.min(team.size(), multiplyAdds / multiplyAddsOfAPart);
    }

    /** {@code C[m x n] = A[m x k] B[n x k]' + bias rows}, as in {@link Kernels}. */
    public void multiplyTransposedB(
            int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] bias, int biasOff, float[] c, int co) {
        int parts = parts((long) m * n * k);
        if (parts == 1) {
            Kernels.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, biasOff, c, co, workspaces[0]);
            return;
        }
        dense.transposedB(bias, biasOff);
        dense.shape(m, n, k, parts).operands(a, ao, b, bo, c, co);
        team.run(dense, parts);
        dense.clear();
    }

    /** {@code C[m x n] = A[m x k] B[k x n]}, as in {@link Kernels}. */
    public void multiply(int m, int n, int k, float[] a, int ao, float[] b, int bo, float[] c, int co) {
        int parts = parts((long) m * n * k);
        if (parts == 1) {
            Kernels.multiply(m, n, k, a, ao, b, bo, c, co, workspaces[0]);
            return;
        }
        dense.plain();
        dense.shape(m, n, k, parts).operands(a, ao, b, bo, c, co);
        team.run(dense, parts);
        dense.clear();
    }

    /** {@code C[m x n] = (accumulate ? C : +0) + scale A[k x m]' B[k x n]}, as in {@link Kernels}. */
    public void multiplyTransposedA(
            int m,
            int n,
            int k,
            float scale,
            float[] a,
            int ao,
            float[] b,
            int bo,
            boolean accumulate,
            float[] c,
            int co) {
        int parts = parts((long) m * n * k);
        if (parts == 1) {
            Kernels.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, c, co, workspaces[0]);
            return;
        }
        dense.transposedA(scale, accumulate);
        dense.shape(m, n, k, parts).operands(a, ao, b, bo, c, co);
        team.run(dense, parts);
        dense.clear();
    }

    /** The outputs of a convolution, as in {@link Convolutions#forward}. */
    public void convolve(
            ConvGeometry g,
            int batch,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] bias,
            int biasOff,
            float[] out,
            int oo) {
        int parts = Math.min(batch, parts((long) batch * g.outputs() * g.patch()));
        if (parts <= 1) {
            Convolutions.forward(g, batch, x, xo, w, wo, bias, biasOff, out, oo, workspaces[0]);
            return;
        }
        convolutions.forward(bias, biasOff);
        convolutions.shape(g, batch, parts).operands(x, xo, w, wo, out, oo);
        team.run(convolutions, parts);
        convolutions.clear();
    }

    /** The input gradient of a convolution, as in {@link Convolutions#inputGradient}. */
    public void convolveTransposed(
            ConvGeometry g,
            int batch,
            float[] d,
            int offset,
            float[] w,
            int wo,
            float[] bias,
            int biasOff,
            float[] dx,
            int dxo) {
        int parts = Math.min(batch, parts((long) batch * g.outputs() * g.patch()));
        if (parts <= 1) {
            Convolutions.inputGradient(g, batch, d, offset, w, wo, bias, biasOff, dx, dxo, workspaces[0]);
            return;
        }
        convolutions.inputGradient(bias, biasOff);
        convolutions.shape(g, batch, parts).operands(d, offset, w, wo, dx, dxo);
        team.run(convolutions, parts);
        convolutions.clear();
    }

    /** The weight gradient of a convolution, as in {@link Convolutions#weightGradient}. */
    public void convolutionGradient(
            ConvGeometry g,
            int batch,
            float scale,
            float[] d,
            int offset,
            float[] x,
            int xo,
            boolean accumulate,
            float[] gradient,
            int go) {
        int parts = Math.min(g.patch(), parts((long) batch * g.outputs() * g.patch()));
        if (parts <= 1) {
            Convolutions.weightGradient(g, batch, scale, d, offset, x, xo, accumulate, gradient, go, workspaces[0]);
            return;
        }
        convolutions.weightGradient(scale, accumulate);
        convolutions.shape(g, batch, parts).operands(d, offset, x, xo, gradient, go);
        team.run(convolutions, parts);
        convolutions.clear();
    }
}
