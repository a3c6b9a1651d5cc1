package dev.engram.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.spi.Dataset;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticTablesTest {
    private static final List<Double> SPECTRUM = List.of(5.0, 2.0, 1.0, 0.5, 0.1);

    /** A data set for given numbers of training and test rows. */
    interface Drawn extends BiFunction<Integer, Integer, Dataset> {}

    static List<Drawn> drawn() {
        return List.of(
                (n, m) -> new TwoSpirals(0.02f, n, m),
                (n, m) -> new Blobs(3, 2, n, m),
                (n, m) -> new Sine(0.1f, n, m),
                (n, m) -> new Linear(4, 0.1f, n, m),
                (n, m) -> new TeacherStudent(20, 10, 5, 1, n, m),
                (n, m) -> new Pca(SPECTRUM, n, m));
    }

    private static Table load(Dataset d) {
        return d.load(new TestRng(42));
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void theSameStreamGivesTheSameTableAndAnotherStreamAnother(Drawn d) {
        Table once = load(d.apply(20, 10));
        assertArrayEquals(once.x(), load(d.apply(20, 10)).x());
        assertArrayEquals(once.t(), load(d.apply(20, 10)).t());
        assertNotEquals(once.x()[0], d.apply(20, 10).load(new TestRng(43)).x()[0]);
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void testRowsComeAfterTheTrainingRowsAndDoNotChangeThem(Drawn d) {
        Table with = load(d.apply(20, 10));
        Table without = load(d.apply(20, 0));
        assertEquals(30, with.rows());
        assertEquals(10, with.testRows());
        assertEquals(Table.Partition.TEST, with.partition());
        assertEquals(Table.Partition.NONE, without.partition());
        assertArrayEquals(without.x(), Arrays.copyOf(with.x(), without.x().length));
        assertArrayEquals(without.t(), Arrays.copyOf(with.t(), without.t().length));
    }

    @Test
    void truthTablesAreTheWholeWorld() {
        float[] x = {-1, -1, -1, 1, 1, -1, 1, 1};
        float[][] t = {{0, 1, 1, 0}, {0, 0, 0, 1}, {0, 1, 1, 1}};
        List<Dataset> sets = List.of(new Xor(), new And(), new Or());
        for (int i = 0; i < sets.size(); i++) {
            Table table = load(sets.get(i));
            assertEquals(2, table.inputs());
            assertArrayEquals(x, table.x());
            assertArrayEquals(t[i], table.t());
            assertEquals(List.of("0", "1"), table.classes());
            assertEquals(Table.Partition.EXHAUSTIVE, table.partition());
        }
    }

    @Test
    void parityCountsTheTrueInputs() {
        Table t = load(new Parity(3));
        assertEquals(8, t.rows());
        assertArrayEquals(new float[] {0, 1, 1, 0, 1, 0, 0, 1}, t.t());
        assertArrayEquals(new float[] {-1, 1, 1}, Arrays.copyOfRange(t.x(), 9, 12));
        assertArrayEquals(load(new Xor()).x(), load(new Parity(2)).x());
        assertArrayEquals(load(new Xor()).t(), load(new Parity(2)).t());
    }

    @Test
    void spiralsWithoutNoiseLieOnTheirCurves() {
        Table t = load(new TwoSpirals(0, 200, 0));
        assertEquals(2, t.inputs());
        double widest = 0;
        for (int r = 0; r < 200; r++) {
            double sign = t.t()[r] == 0 ? 1 : -1;
            double x = t.x()[2 * r];
            double y = t.x()[2 * r + 1];
            double radius = StrictMath.hypot(x, y);
            double angle = 3 * StrictMath.PI * radius;
            assertEquals(sign * radius * StrictMath.cos(angle), x, 1e-5);
            assertEquals(sign * radius * StrictMath.sin(angle), y, 1e-5);
            assertEquals(r % 2, t.t()[r]);
            widest = Math.max(widest, radius);
        }
        assertTrue(widest > 0.95 && widest < 1);
    }

    @Test
    void blobsHaveTheirBayesError() {
        int rows = 40_000;
        Table t = load(new Blobs(3, 2, rows, 0));
        int wrong = 0;
        double[] mean = new double[3];
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += t.x()[3 * r + k];
                mean[k] += (t.t()[r] == 1 ? 1 : -1) * t.x()[3 * r + k] / (double) rows;
            }
            wrong += sum > 0 == (t.t()[r] == 1) ? 0 : 1;
        }
        // Phi(-1); the standard error of a share of 0.159 among 40,000 is 0.0018.
        assertEquals(0.158655, wrong / (double) rows, 4 * 0.0018);
        double length = StrictMath.sqrt(mean[0] * mean[0] + mean[1] * mean[1] + mean[2] * mean[2]);
        assertEquals(1, length, 0.03);
    }

    @Test
    void sineHasTheVarianceOfItsNoise() {
        int rows = 20_000;
        Table t = load(new Sine(0.5f, rows, 0));
        double squares = 0;
        double low = 1;
        double high = 0;
        for (int r = 0; r < rows; r++) {
            double d = t.t()[r] - StrictMath.sin(2 * StrictMath.PI * t.x()[r]);
            squares += d * d;
            low = Math.min(low, t.x()[r]);
            high = Math.max(high, t.x()[r]);
        }
        assertEquals(0.25, squares / rows, 0.25 * 4 * StrictMath.sqrt(2.0 / rows));
        assertTrue(low >= 0 && low < 0.01 && high < 1 && high > 0.99);
        assertEquals(List.of(), t.classes());
    }

    @Test
    void linearDataWithoutNoiseIsSolvedByItsWeights() {
        int n = 4;
        Table t = load(new Linear(n, 0, 100, 0));
        float[] w = SyntheticTables.normal(1, n, 1.0 / n, new TestRng(42));
        for (int r = 0; r < 100; r++) {
            double y = 0;
            for (int k = 0; k < n; k++) {
                y += (double) w[k] * t.x()[n * r + k];
            }
            assertEquals(y, t.t()[r], 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 0.5f})
    void theTeacherIsWhatItsEquationSays(float gain) {
        Table t = load(new TeacherStudent(3, 4, 2, gain, 50, 0));
        TestRng rng = new TestRng(42);
        float[] first = SyntheticTables.normal(4, 3, gain * gain / 3.0, rng);
        float[] second = SyntheticTables.normal(2, 4, gain * gain / 4.0, rng);
        for (int r = 0; r < 50; r++) {
            for (int o = 0; o < 2; o++) {
                double y = 0;
                for (int u = 0; u < 4; u++) {
                    double a = 0;
                    for (int k = 0; k < 3; k++) {
                        a += first[3 * u + k] * (double) t.x()[3 * r + k];
                    }
                    y += second[4 * o + u] * StrictMath.tanh(2 * a);
                }
                assertEquals(y, t.t()[2 * r + o], 1e-6);
            }
        }
    }

    @Test
    void pcaDataHasItsSpectrumAlongRandomDirections() {
        int rows = 50_000;
        int n = SPECTRUM.size();
        Table t = load(new Pca(SPECTRUM, rows, 0));
        assertArrayEquals(t.x(), t.t());
        double[][] c = new double[n][n];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    c[i][j] += (double) t.x()[n * r + i] * t.x()[n * r + j] / rows;
                }
            }
        }
        assertTrue(Math.abs(c[0][1]) > 0.05, "rotated, so correlated");
        // Traces of C, C^2 and C^3 are the sums of the powers of the eigenvalues.
        double[][] power = c;
        for (int p = 1; p <= 3; p++) {
            double expected = 0;
            double trace = 0;
            for (int i = 0; i < n; i++) {
                expected += StrictMath.pow(SPECTRUM.get(i), p);
                trace += power[i][i];
            }
            assertEquals(1, trace / expected, 0.02 * p, "power " + p);
            power = product(power, c);
        }
        // The determinant is sensitive to the smallest.
        assertEquals(1, determinant(c) / 0.5, 0.05);
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    out[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return out;
    }

    /** Of a positive definite matrix, by elimination. */
    private static double determinant(double[][] matrix) {
        int n = matrix.length;
        double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double product = 1;
        for (int k = 0; k < n; k++) {
            product *= a[k][k];
            for (int i = k + 1; i < n; i++) {
                double f = a[i][k] / a[k][k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= f * a[k][j];
                }
            }
        }
        return product;
    }

    @Test
    void impossibleSettingsAreRejected() {
        assertEquals(
                "pca needs a spectrum of positive variances, such as [5, 2, 1], not [1.0, 0.0]",
                assertThrows(IncompatibleException.class, () -> new Pca(List.of(1.0, 0.0), 10, 0))
                        .getMessage());
        assertEquals(
                "a table of 100000 rows of 1000000 numbers is too large; the limit is 2^31 numbers: use fewer rows",
                assertThrows(IncompatibleException.class, () -> load(new Blobs(1_000_000, 1, 100_000, 0)))
                        .getMessage());
    }
}
