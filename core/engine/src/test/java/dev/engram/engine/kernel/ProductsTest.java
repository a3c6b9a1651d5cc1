package dev.engram.engine.kernel;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uses one instance for all tests, so that all shapes share one workspace, as in training. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductsTest {
    /**
     * Sizes around a vector, a tile, a block of columns and a block of steps; with 0 steps, the result is the start.
     */
    private static final int[] SIZES = {
        1, 2, 3, 4, 5, 7, 8, 10, 15, 16, 17, 31, 33, 64, 67, 100, 128, 131, 257, 263, 521
    };

    private final Workspace workspace = new Workspace();
    private final Workspace plainWorkspace = new Workspace();

    @Test
    void everySmallShapeEqualsTheScalarLoops() {
        for (int m = 1; m <= 40; m += 1 + m / 13) {
            for (int n = 1; n <= 40; n++) {
                for (int k = 0; k <= 40; k += 1 + k / 7) {
                    check(m, n, k, 1000003L * m + 1009L * n + k, false);
                }
            }
        }
    }

    @Test
    void shapesBeyondATileABlockAndAPanelEqualTheScalarLoops() {
        SplittableRandom random = new SplittableRandom(20240229);
        for (int t = 0; t < 150; t++) {
            check(any(random), any(random), any(random), random.nextLong(), false);
        }
    }

    /**
     * Two blocks of columns; one, two and four blocks of steps that are packed together; two blocks of rows; three
     * blocks of rows of a transposed result, with and without a bias.
     */
    @Test
    void severalBlocksOfColumnsStepsAndRowsEqualTheScalarLoops() {
        check(9, 3100, 700, 1, false);
        check(200, 700, 385, 2, false);
        check(24, 1540, 1000, 3, false);
        check(130, 400, 1207, 4, false);
        check(40, 400, 405, 5, false);
        check(40, 400, 405, 6, false);
    }

    @Test
    void specialValuesPropagateAsInTheScalarLoops() {
        SplittableRandom random = new SplittableRandom(31);
        for (int t = 0; t < 300; t++) {
            check(1 + random.nextInt(70), 1 + random.nextInt(70), random.nextInt(300), random.nextLong(), true);
        }
    }

    @Test
    void aRightOperandAtTheVeryEndOfItsArrayIsNotReadBeyond() {
        for (int n = 1; n <= 70; n++) {
            check(9, n, 20, n, false);
        }
    }

    @Test
    void fewColumnsEqualTheScalarLoopsWhileSomeOfTheirNumbersChange() {
        SplittableRandom random = new SplittableRandom(5);
        int m = 32, n = 10, k = 33;
        float[] a = ReferenceKernels.randomNumbers(random, m * k);
        float[] b = ReferenceKernels.randomNumbers(random, n * k);
        for (int t = 0; t < 60; t++) {
            int changed = random.nextInt(b.length), zero = random.nextInt(b.length);
            b[changed] = t % 3 == 0 ? b[changed] : random.nextInt(100);
            b[zero] = t % 4 == 0 ? -b[zero] : b[zero];
            int cols = t % 10 == 9 ? n - 1 : n;
            float[] expected = new float[m * cols], c = new float[m * cols];
            ScalarProducts.multiplyTransposedB(m, cols, k, a, 0, b, 0, null, 0, expected, 0, cols, plainWorkspace);
            Kernels.multiplyTransposedB(m, cols, k, a, 0, b, 0, null, 0, c, 0, workspace);
            String step = "step " + t;
            ReferenceKernels.assertSameBits(expected, c, () -> step);
        }
    }

    @Test
    void partsOfAProductEqualTheWholeAndNothingElseIsWritten() {
        SplittableRandom random = new SplittableRandom(77);
        for (int t = 0; t < 400; t++) {
            checkPart(any(random), any(random), random.nextInt(70), random);
        }
    }

    /** Some rows and columns of the result: the operands and the result are parts of wider matrices. */
    private void checkPart(int m, int n, int k, SplittableRandom random) {
        int i = random.nextInt(m), rows = 1 + random.nextInt(m - i);
        int j = random.nextInt(n), cols = 1 + random.nextInt(n - j);
        int at = i * n + j;
        float[] a = ReferenceKernels.randomNumbers(random, m * k), b = ReferenceKernels.randomNumbers(random, n * k);
        float[] bias = ReferenceKernels.randomNumbers(random, n), c = ReferenceKernels.randomNumbers(random, m * n);
        float scale = random.nextBoolean() ? 1 : 0.3f;
        boolean accumulate = random.nextBoolean();
        String where = " " + rows + " x " + cols + " at " + i + ", " + j + " of " + m + " x " + n + " x " + k;

        float[] whole = c.clone(), vector = c.clone(), plain = c.clone();
        ReferenceKernels.multiplyTransposedB(m, n, k, a, 0, b, 0, bias, 0, whole, 0);
        Kernels.multiplyTransposedB(rows, cols, k, a, i * k, b, j * k, bias, j, vector, at, n, workspace);
        ScalarProducts.multiplyTransposedB(rows, cols, k, a, i * k, b, j * k, bias, j, plain, at, n, plainWorkspace);
        float[] expected = part(whole, c, n, at, rows, cols);
        ReferenceKernels.assertSameBits(expected, vector, () -> "multiplyTransposedB" + where);
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain multiplyTransposedB" + where);

        whole = c.clone();
        vector = c.clone();
        plain = c.clone();
        ReferenceKernels.multiply(m, n, k, a, 0, b, 0, whole, 0);
        Kernels.multiply(rows, cols, k, a, i * k, b, j, n, vector, at, n, workspace);
        ScalarProducts.multiply(rows, cols, k, a, i * k, b, j, n, plain, at, n);
        expected = part(whole, c, n, at, rows, cols);
        ReferenceKernels.assertSameBits(expected, vector, () -> "multiply" + where);
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain multiply" + where);

        whole = c.clone();
        vector = c.clone();
        plain = c.clone();
        ReferenceKernels.multiplyTransposedA(m, n, k, scale, a, 0, b, 0, accumulate, whole, 0);
        Kernels.multiplyTransposedA(rows, cols, k, scale, a, i, m, b, j, n, accumulate, vector, at, n, workspace);
        ScalarProducts.multiplyTransposedA(rows, cols, k, scale, a, i, m, b, j, n, accumulate, plain, at, n);
        expected = part(whole, c, n, at, rows, cols);
        ReferenceKernels.assertSameBits(expected, vector, () -> "multiplyTransposedA" + where);
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain multiplyTransposedA" + where);
    }

    /** Returns the rest with a part of the whole. */
    private static float[] part(float[] whole, float[] rest, int stride, int at, int rows, int cols) {
        float[] c = rest.clone();
        for (int r = 0; r < rows; r++) {
            System.arraycopy(whole, at + r * stride, c, at + r * stride, cols);
        }
        return c;
    }

    private static int any(SplittableRandom random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private void check(int m, int n, int k, long seed, boolean special) {
        SplittableRandom random = new SplittableRandom(seed);
        int ao = random.nextInt(9);
        int bo = random.nextInt(9);
        int co = random.nextInt(9);
        int behind = random.nextInt(2) * 40; // whether the operand is at the end of its array
        float[] a = ReferenceKernels.randomNumbers(random, ao + m * k + 1);
        float[] b = ReferenceKernels.randomNumbers(random, bo + n * k + behind);
        float[] bias = random.nextBoolean() ? null : ReferenceKernels.randomNumbers(random, 3 + n);
        float[] c = ReferenceKernels.randomNumbers(random, co + m * n + 5);
        float scale = random.nextBoolean() ? 1f : random.nextInt(9) / 7f - 0.5f;
        if (special) {
            ReferenceKernels.insertSpecialValues(random, a);
            ReferenceKernels.insertSpecialValues(random, c);
            if (b.length > 0) {
                ReferenceKernels.insertSpecialValues(random, b);
            }
        }
        String shape = m + " x " + n + " x " + k + ", seed " + seed;
        float[] expected = c.clone();
        float[] actual = c.clone();
        float[] plain = c.clone();
        ReferenceKernels.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, 3, expected, co);
        Kernels.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, 3, actual, co, workspace);
        ScalarProducts.multiplyTransposedB(m, n, k, a, ao, b, bo, bias, 3, plain, co, n, plainWorkspace);
        ReferenceKernels.assertSameBits(expected, actual, () -> "multiplyTransposedB " + shape);
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain multiplyTransposedB " + shape);

        ReferenceKernels.multiply(m, n, k, a, ao, b, bo, expected, co);
        Kernels.multiply(m, n, k, a, ao, b, bo, actual, co, workspace);
        ScalarProducts.multiply(m, n, k, a, ao, b, bo, n, plain, co, n);
        ReferenceKernels.assertSameBits(expected, actual, () -> "multiply " + shape);
        ReferenceKernels.assertSameBits(expected, plain, () -> "plain multiply " + shape);

        for (boolean accumulate : new boolean[] {true, false}) {
            ReferenceKernels.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, expected, co);
            Kernels.multiplyTransposedA(m, n, k, scale, a, ao, b, bo, accumulate, actual, co, workspace);
            ScalarProducts.multiplyTransposedA(m, n, k, scale, a, ao, m, b, bo, n, accumulate, plain, co, n);
            ReferenceKernels.assertSameBits(
                    expected, actual, () -> "multiplyTransposedA " + shape + ", accumulate " + accumulate);
            ReferenceKernels.assertSameBits(
                    expected, plain, () -> "plain multiplyTransposedA " + shape + ", accumulate " + accumulate);
        }
    }
}
