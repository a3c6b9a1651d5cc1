package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.management.ThreadMXBean;
import dev.engram.engine.kernel.Kernels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the launcher's file has HotSpot compile early, in a JVM of its own. */
class CompiledEarlyTest {
  private static final Path FILE = Path.of("src", "main", "dist", "lib", "compiler.txt");
  /** m, n, k of products from a tenth of a vector to several blocks. */
  private static final int[][] SHAPES = {{4, 8, 2}, {32, 10, 32}, {9, 21, 20}, {32, 32, 64}, {64, 128, 300}, {40, 300, 520}};
  private static final int ROUNDS = 400;

  @Test
  void everyClassOfTheFileExists() throws IOException {
    List<String> classes = Files.readAllLines(FILE).stream().filter(l -> l.contains("::"))
        .map(l -> l.substring(l.indexOf(' ') + 1, l.indexOf("::"))).toList();
    assertFalse(classes.isEmpty());
    for (String c : classes) {
      assertDoesNotThrow(() -> Class.forName(c, false, getClass().getClassLoader()), c);
    }
  }

  /** A vector that does not stay in a register is an object, and shows as bytes. */
  @Test
  void nothingIsAllocatedForGood() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
        "jdk.incubator.vector", "-XX:CompileCommandFile=" + FILE, "-cp", System.getProperty("java.class.path"),
        CompiledEarlyTest.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    process.waitFor();
    assertEquals("0 bytes", out);
  }

  public static void main(String[] arguments) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    Kernels.Workspace workspace = new Kernels.Workspace();
    float[] a = new float[40 * 520];
    float[] b = new float[300 * 520];
    float[] c = new float[40 * 520];
    Arrays.fill(a, 0.1f);
    Arrays.fill(b, 0.2f);
    long bytes = -1;
    // The compiler works in the background; warm is when a whole round allocates nothing.
    for (int round = 0; round < ROUNDS && bytes != 0; round++) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int t = 0; t < 20; t++) {
        for (int[] s : SHAPES) {
          Kernels.productT(s[0], s[1], s[2], a, 0, b, 0, null, 0, c, 0, workspace);
          Kernels.product(s[0], s[1], s[2], a, 0, b, 0, c, 0, workspace);
          Kernels.tProduct(s[0], s[1], s[2], 0.5f, a, 0, b, 0, false, c, 0, workspace);
        }
      }
      bytes = threads.getThreadAllocatedBytes(id) - before;
    }
    System.out.println(bytes + " bytes");
  }
}
