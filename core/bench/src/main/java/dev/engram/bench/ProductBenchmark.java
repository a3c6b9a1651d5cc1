package dev.engram.bench;

import dev.engram.engine.kernel.Kernels;
import dev.engram.engine.kernel.Workspace;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The three products of training: A B' forward, A B for the gradient of the inputs, A' B for that of the weights. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "-Dengram.vector.after=0",
            "-XX:+UseSerialGC",
            "-XX:+UseTransparentHugePages",
            "-XX:PerMethodTrapLimit=10000"
        })
public class ProductBenchmark {
    /** The operand that is transposed. */
    enum Form {
        AB,
        ABT,
        ATB
    }

    /** A product of fixed operands. */
    @FunctionalInterface
    interface Product {
        /** Returns the first number of the result. */
        float multiply();
    }

    /** Rows of the result, columns of the result and terms of each sum, such as 64x128x784. */
    @Param({})
    public String shape;

    @Param({})
    public String form;

    @Param({})
    public String library;

    private Product product;

    @Setup
    public void prepare() {
        int[] s = sizes(shape);
        int m = s[0], n = s[1], k = s[2];
        SplittableRandom random = new SplittableRandom(0);
        float[] a = numbers(m * k, random), b = numbers(n * k, random);
        Form f = Form.valueOf(form);
        product = library.equals("openblas") ? OpenBlas.product(f, m, n, k, a, b) : ours(f, m, n, k, a, b);
    }

    @Benchmark
    public float multiply() {
        return product.multiply();
    }

    static int[] sizes(String shape) {
        return Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    private static float[] numbers(int n, SplittableRandom random) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }

    private static Product ours(Form f, int m, int n, int k, float[] a, float[] b) {
        float[] c = new float[m * n];
        Workspace w = new Workspace();
        return switch (f) {
            case AB ->
                () -> {
                    Kernels.multiply(m, n, k, a, 0, b, 0, c, 0, w);
                    return c[0];
                };
            case ABT ->
                () -> {
                    Kernels.multiplyTransposedB(m, n, k, a, 0, b, 0, null, 0, c, 0, w);
                    return c[0];
                };
            case ATB ->
                () -> {
                    Kernels.multiplyTransposedA(m, n, k, 1, a, 0, b, 0, false, c, 0, w);
                    return c[0];
                };
        };
    }
}
