package dev.engram.bench;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import dev.engram.bench.ProductBenchmark.Form;
import dev.engram.bench.ProductBenchmark.Product;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Products by OpenBLAS on one thread. Operands are outside the heap, so that no call copies them. */
final class OpenBlas {
    private OpenBlas() {}

    static Product product(Form form, int m, int n, int k, float[] left, float[] right) {
        org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads(1);
        FloatBuffer a = direct(left), b = direct(right), c = direct(new float[m * n]);
        int ta = form == Form.ATB ? CblasTrans : CblasNoTrans, tb = form == Form.ABT ? CblasTrans : CblasNoTrans;
        int lda = form == Form.ATB ? m : k, ldb = form == Form.ABT ? k : n;
        return () -> {
            openblas_nolapack.cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, 1f, a, lda, b, ldb, 0f, c, n);
            return c.get(0);
        };
    }

    private static FloatBuffer direct(float[] x) {
        FloatBuffer b = ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, x.length))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        b.put(0, x);
        return b;
    }
}
