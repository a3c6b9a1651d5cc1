package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.engram.engine.kernel.sums.InnerProducts;
import dev.engram.engine.kernel.sums.Sums;
import dev.engram.spi.Maths;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Forked JVMs in which a function is first called with fewer numbers than a vector has, as in a network that learns
 * from one example at a time, and then with many. C2 must not compile the loop over vectors from the profile of the
 * first calls.
 */
@Tag("uninstrumented")
class JitProfileTest {
    enum Function {
        EXP {
            @Override
            void apply(int n) {
                Maths.exp(X, Y, 0, n);
            }
        },
        LOG {
            @Override
            void apply(int n) {
                Maths.log(X, Y, 0, n);
            }
        },
        TANH {
            @Override
            void apply(int n) {
                Maths.tanh(X, Y, 0, n);
            }
        },
        SIGMOID {
            @Override
            void apply(int n) {
                Maths.sigmoid(X, Y, 0, n);
            }
        },
        ADD {
            @Override
            void apply(int n) {
                Kernels.add(0.5f, X, 0, Y, 0, n);
            }
        },
        SUBTRACT {
            @Override
            void apply(int n) {
                Kernels.subtract(Y, X, 0, n);
            }
        },
        DOT {
            @Override
            void apply(int n) {
                Kernels.dot(X, Y, 0, n);
            }
        },
        DOUBLE_SUM {
            @Override
            void apply(int n) {
                Sums.sum(X, 0, n);
            }
        },
        INNER_PRODUCTS {
            @Override
            void apply(int n) {
                INNER_PRODUCTS_MEMORY.compute(PAIR, X, Y, 0, n, PAIR_PRODUCTS);
            }
        },
        SUM_ROWS {
            @Override
            void apply(int n) {
                Kernels.sumRows(2, n / 2, 1, X, 0, true, Y, 0);
            }
        },
        SUM {
            @Override
            void apply(int n) {
                SUMS.sum(X, 0, n);
            }
        },
        SQUARES {
            @Override
            void apply(int n) {
                SUMS.squares(X, 0, n, 0);
            }
        },
        PRODUCTS {
            @Override
            void apply(int n) {
                SUMS.products(X, 0, Y, 0, n);
            }
        },
        /** The transposition of a matrix for a product. */
        TRANSPOSE {
            @Override
            void apply(int n) {
                Kernels.multiplyTransposedB(40, n / 10, 64, ROWS, 0, COLUMNS, 0, null, 0, RESULT, 0, WORKSPACE);
            }

            @Override
            int numbers(int n) {
                return n / 10 * 64;
            }
        };

        abstract void apply(int n);

        /** Returns how many numbers {@code apply(n)} counts in its warm-up. */
        int numbers(int n) {
            return n;
        }
    }

    private static final float[] X = new float[200];
    private static final float[][] PAIR = {X, X};
    private static final double[] PAIR_PRODUCTS = new double[4];
    private static final InnerProducts INNER_PRODUCTS_MEMORY = new InnerProducts();
    private static final float[] Y = new float[200];
    private static final PositionSums SUMS = new PositionSums(true);
    private static final float[] ROWS = new float[40 * 64];
    private static final float[] COLUMNS = new float[40 * 64];
    private static final float[] RESULT = new float[40 * 40];
    private static final Workspace WORKSPACE = new Workspace();
    /** With this many calls, the fault appeared in seven of eight JVMs; with 1,200 or 4,000 in none of eight. */
    private static final int FEW = 2_000;

    private static final int MANY = 20_000;
    private static final int ROUNDS = 40;

    /** One function of each kind: element by element, a sum, and a product. */
    @ParameterizedTest
    @EnumSource(names = {"EXP", "SUM", "TRANSPOSE"})
    void nothingIsAllocatedPermanently(Function f) throws IOException, InterruptedException {
        assertEquals("0 bytes", run(f, 0));
    }

    /** The other functions have loops of the same kinds; a JVM for each of them takes too long for every build. */
    @ParameterizedTest
    @EnumSource(
            names = {"EXP", "SUM", "TRANSPOSE"},
            mode = EnumSource.Mode.EXCLUDE)
    @Tag("long")
    void nothingIsAllocatedPermanentlyInTheOtherFunctions(Function f) throws IOException, InterruptedException {
        assertEquals("0 bytes", run(f, 0));
    }

    /** All calls with few numbers, and most of the first round with many, use the scalar loops. */
    @ParameterizedTest
    @EnumSource(names = {"EXP", "TRANSPOSE"})
    void nothingIsAllocatedPermanentlyAfterTheScalarLoops(Function f) throws IOException, InterruptedException {
        assertEquals("0 bytes", runAfterTheScalarLoops(f));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOG", "TANH", "SIGMOID"})
    @Tag("long")
    void nothingIsAllocatedPermanentlyInTheOtherFunctionsAfterTheScalarLoops(Function f)
            throws IOException, InterruptedException {
        assertEquals("0 bytes", runAfterTheScalarLoops(f));
    }

    private static String runAfterTheScalarLoops(Function f) throws IOException, InterruptedException {
        return run(f, FEW * f.numbers(10) + MANY * 3 / 4 * f.numbers(X.length));
    }

    private static String run(Function f, int after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dengram.vector.after=" + after,
                        "-cp",
                        System.getProperty("java.class.path"),
                        JitProfileTest.class.getName(),
                        f.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        process.waitFor();
        return out;
    }

    public static void main(String[] arguments) {
        Function f = Function.valueOf(arguments[0]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        for (int i = 0; i < FEW; i++) {
            f.apply(10);
        }
        long bytes = -1;
        // The compiler works in the background. The code is warm when a whole round allocates nothing.
        for (int round = 0; round < ROUNDS && bytes != 0; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < MANY; i++) {
                f.apply(X.length);
            }
            bytes = threads.getThreadAllocatedBytes(id) - before;
        }
        System.out.println(bytes + " bytes");
    }
}
