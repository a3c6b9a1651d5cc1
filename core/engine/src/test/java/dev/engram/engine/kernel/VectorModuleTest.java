package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.decomposition.Decompositions;
import dev.engram.engine.kernel.vector.VectorModule;
import dev.engram.spi.Maths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Forked JVMs with and without the Vector API. */
class VectorModuleTest {
    @Test
    void withoutTheModuleEverythingHasTheSameBits() throws IOException, InterruptedException {
        assertEquals(
                "true " + digest(), run(List.of("--add-modules", "jdk.incubator.vector", "-Dengram.vector.after=0")));
        assertEquals("false " + digest(), run(List.of()));
    }

    @Test
    void vectorLoopsMayReplaceScalarLoopsAfterAnyNumber() throws IOException, InterruptedException {
        for (int after : new int[] {1, 1_000, 20_000, Integer.MAX_VALUE}) {
            assertEquals(
                    "true " + digest(),
                    run(List.of("--add-modules", "jdk.incubator.vector", "-Dengram.vector.after=" + after)),
                    "after " + after);
        }
    }

    @Test
    void thePropertyForcesScalarLoops() throws IOException, InterruptedException {
        assertEquals(
                "false " + digest(), run(List.of("--add-modules", "jdk.incubator.vector", "-Dengram.vector=false")));
    }

    private static String run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VectorModuleTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        process.waitFor();
        return out;
    }

    public static void main(String[] arguments) {
        System.out.println(VectorModule.PRESENT + " " + digest());
    }

    private static int digest() {
        SplittableRandom random = new SplittableRandom(17);
        Workspace workspace = new Workspace();
        int hash = 1;
        int[][] shapes = {{4, 8, 2}, {33, 10, 40}, {20, 70, 300}};
        for (int[] s : shapes) {
            float[] a = ReferenceKernels.randomNumbers(random, s[0] * s[2]);
            float[] b = ReferenceKernels.randomNumbers(random, s[1] * s[2]);
            float[] c = ReferenceKernels.randomNumbers(random, s[0] * s[1]);
            Kernels.multiplyTransposedA(s[0], s[1], s[2], 0.3f, a, 0, b, 0, true, c, 0, workspace);
            hash = 31 * hash + Arrays.hashCode(c);
            Kernels.multiply(s[0], s[1], s[2], a, 0, b, 0, c, 0, workspace);
            hash = 31 * hash + Arrays.hashCode(c);
            Kernels.multiplyTransposedB(s[0], s[1], s[2], a, 0, b, 0, null, 0, c, 0, workspace);
            Kernels.add(0.1f, a, 0, c, 0, s[0]);
            Kernels.sumRows(s[0], s[1], 0.1f, c, 0, true, b, 0);
            Kernels.subtract(b, c, 0, s[1]);
            Maths.exp(b, b, 0, b.length);
            Maths.tanh(c, c, 0, c.length);
            Maths.sigmoid(a, a, 0, a.length);
            hash = 31 * (31 * hash + Arrays.hashCode(c)) + Arrays.hashCode(a);
            Maths.log(c, c, 0, c.length);
            hash = 31 * (31 * hash + Arrays.hashCode(b)) + Arrays.hashCode(c);
            hash = 31 * hash + Double.hashCode(Kernels.dot(a, b, 0, Math.min(a.length, b.length)));
        }
        double[] matrix = new double[60 * 60];
        double[] vectors = matrix.clone();
        Arrays.setAll(matrix, i -> 1.0 / (1 + i / 60 + i % 60)); // Hilbert's
        new Decompositions().eigen(60, matrix, new double[60], vectors);
        return 31 * hash + Arrays.hashCode(vectors);
    }
}
