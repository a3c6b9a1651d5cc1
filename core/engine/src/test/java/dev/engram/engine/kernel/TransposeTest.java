package dev.engram.engine.kernel;

import static dev.engram.engine.kernel.VectorTiles.LANES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests both loops, because the warm-up decides which of them transposes a matrix. */
class TransposeTest {
    private static final float UNTOUCHED = -7;

    private final SplittableRandom random = new SplittableRandom(23);
    private final float[] square = new float[LANES * LANES];

    @Test
    void scalarLoopsWriteTheTransposeAndNothingElse() {
        for (int rows = 0; rows <= 2 * LANES; rows++) {
            for (int cols = 0; cols <= 70; cols++) {
                Case c = new Case(rows, cols);
                Transpose.scalar(rows, cols, c.from, c.fo, c.ldf, c.to, c.at, c.ldt);
                c.check(rows);
            }
        }
    }

    /** Lanes of rows that do not exist may hold any value. */
    @Test
    void vectorLoopsWriteTheTransposeAndNothingElse() {
        for (int real = 1; real <= LANES; real++) {
            for (int cols = LANES; cols <= 5 * LANES + 3; cols++) {
                Case c = new Case(real, cols);
                VectorTranspose.panel(cols, real, c.from, c.fo, c.ldf, c.to, c.at, c.ldt, square);
                c.check(LANES);
            }
        }
    }

    /** A matrix with random offset and stride, and the array for its transpose. */
    private final class Case {
        private final int rows;
        private final int cols;
        private final int fo = random.nextInt(5);
        private final int ldf;
        private final float[] from;
        private final int at = random.nextInt(5);
        private final int ldt;
        private final float[] to;

        Case(int rows, int cols) {
            this.rows = rows;
            this.cols = cols;
            ldf = cols + random.nextInt(20);
            from = ReferenceKernels.randomNumbers(random, fo + Math.max(0, rows - 1) * ldf + cols);
            ldt = Math.max(rows, LANES) + random.nextInt(20);
            to = new float[at + cols * ldt + 5];
            Arrays.fill(to, UNTOUCHED);
        }

        /** Checks the result, of whose rows at most the first {@code written} numbers may have changed. */
        void check(int written) {
            float[] expected = new float[to.length];
            Arrays.fill(expected, UNTOUCHED);
            for (int c = 0; c < cols; c++) {
                for (int r = 0; r < written; r++) {
                    int i = at + c * ldt + r;
                    expected[i] = r < rows ? from[fo + r * ldf + c] : to[i];
                }
            }
            assertArrayEquals(expected, to, () -> rows + " x " + cols);
        }
    }
}
