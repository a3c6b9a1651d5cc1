package dev.engram.plugins.landscapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Quadratics with data: batches are the noise of the gradient. */
class MiniBatchQuadraticTest {
    @TempDir
    private Path folder;

    private static Landscape loaded(int n, int examples, int batch) {
        return LandscapeSource.load(new MiniBatchQuadratic(n, 0.1, 0.6, examples, batch));
    }

    private static double[] noise(Landscape f, long step) {
        double[] g = new double[f.cols()];
        f.addNoise(f.start(), step, g, RandomStreams.of(step, "noise"));
        return g;
    }

    @Test
    void aBatchOfAllExamplesHasNoNoise() {
        for (double d : noise(loaded(20, 50, 1000), 3)) {
            assertEquals(0, d, 1e-12);
        }
        assertFalse(Arrays.equals(new double[20], noise(loaded(20, 50, 10), 3)));
    }

    @Test
    void theNoiseOfAStepIsRepeatableAndItsMeanIsZero() {
        Landscape f = loaded(5, 40, 8);
        assertArrayEquals(noise(f, 7), noise(f, 7));
        assertArrayEquals(noise(f, 7), noise(loaded(5, 40, 8), 7), "data are the same for all runs");
        double[] sum = new double[5];
        double[] squares = new double[5];
        int steps = 4000;
        for (int t = 1; t <= steps; t++) {
            double[] g = noise(f, t);
            for (int i = 0; i < 5; i++) {
                sum[i] += g[i] / steps;
                squares[i] += g[i] * g[i] / steps;
            }
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(0, sum[i], 4 * Math.sqrt(squares[i] / steps));
        }
    }

    @Test
    void theSpectrumHasTheDeclaredShareOfLargeCurvatures() {
        int n = 30;
        Landscape f = loaded(n, 10, 5);
        double[] at = new double[n];
        double[] gradient = new double[n];
        double[] other = new double[n];
        double trace = 0;
        f.value(at, gradient);
        for (int i = 0; i < n; i++) {
            double[] x = new double[n];
            x[i] = 1;
            f.value(x, other);
            trace += other[i] - gradient[i]; // of the Hessian, which a rotation does not change
        }
        assertTrue(trace > 3 * 30 && trace < 3 * 60 + 27, () -> "3 of 30 to 60 and 27 of 0 to 1: a trace within these");
    }

    @Test
    void theMinimumIsTheMeanOfTheExamples() {
        Landscape f = loaded(4, 30, 8);
        Landscape.StationaryPoint s = f.stationaryPoints().get(0);
        double[] x = s.at().stream().mapToDouble(v -> v).toArray();
        double[] g = new double[4];
        assertEquals(s.value(), f.value(x, g), 1e-12);
        for (double d : g) {
            assertEquals(0, d, 1e-12);
        }
    }

    private QuadraticFromFolder files(String hessian, String data, int batch) throws IOException {
        Files.writeString(folder.resolve("hessian.csv"), hessian);
        Files.writeString(folder.resolve("data.csv"), data);
        return new QuadraticFromFolder(folder, batch);
    }

    @Test
    void aFolderGivesHessianAndData() throws IOException {
        Landscape f = LandscapeSource.load(files("2,0\n0, 4\n", "1,0\n3,2\n", 1));
        double[] g = new double[2];
        // 1/2 mean of 2 (x-1)^2 + 4 y^2 and 2 (x-3)^2 + 4 (y-2)^2, at (0, 0)
        assertEquals((1 + 9 + 8) / 2.0, f.value(new double[2], g), 1e-12);
        assertArrayEquals(new double[] {-4, -4}, g, 1e-12);
        double[] batch = g.clone();
        f.addNoise(new double[2], 1, batch, RandomStreams.of(1, "noise"));
        assertTrue(Arrays.equals(new double[] {-2, 0}, batch) || Arrays.equals(new double[] {-6, -8}, batch));
    }

    private String problem(QuadraticFromFolder f) {
        return assertThrows(IncompatibleException.class, () -> LandscapeSource.load(f))
                .getMessage()
                .replace(folder.toString(), "DIR")
                .replace('\\', '/');
    }

    @Test
    void filesThatDoNotFitAreReported() throws IOException {
        assertEquals(
                "the file DIR/hessian.csv is needed, but it does not exist",
                problem(new QuadraticFromFolder(folder, 1)));
        assertEquals("DIR/hessian.csv, row 2: 'x' is not a number", problem(files("1,0\n0,x\n", "1,1\n", 1)));
        assertEquals("DIR/data.csv, row 1: NaN is not a finite number", problem(files("1\n", "NaN\n", 1)));
        assertEquals("an example has 3 numbers, but the Hessian has 2 rows", problem(files("1,0\n0,1\n", "1,2,3", 1)));
        assertEquals("there are no numbers", problem(files("", "", 1)));
        assertEquals(
                "DIR/hessian.csv is not symmetric: row 2 has 3.0 in column 1, and row 1 has 0.5 in column 2",
                problem(files("1,0.5\n3,1\n", "1,1\n", 1)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no named pipes among its files
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeInPlaceOfAFileIsReported() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", folder.resolve("hessian.csv").toString())
                        .start()
                        .waitFor());
        String problem = problem(new QuadraticFromFolder(folder, 1));
        assertTrue(problem.contains("hessian.csv") && problem.contains("pipe"), problem);
    }
}
