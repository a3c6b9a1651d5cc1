package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of whoever writes a component: a file, verified, run, edited, run again. */
class DevelopingIT {
  @TempDir private Path folder;

  private Path written() {
    Ended e = Cli.run("new", "optimizer", "my-optimizer", "--to", folder);
    assertEquals(0, e.code(), e.err());
    return folder.resolve("MyOptimizer.java");
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from));
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void whatIsWrittenKeepsTheContract() {
    Path file = written();
    Ended e = Cli.run("verify", "optimizer/my-optimizer", "--plugins", file);
    assertEquals(0, e.code(), e.out() + e.err());
    for (String line : new String[] {"pass  a gradient of zero", "pass  saved and restored", "pass  a quadratic of curvatures", "note  Rosenbrock",
        "ns a weight; adam ", "optimizer/my-optimizer: keeps the contract; "}) {
      assertTrue(e.out().contains(line), line + "\n" + e.out());
    }
  }

  @Test
  void aBrokenPromiseIsAFailureWithItsReason() throws IOException {
    Path file = written();
    edit(file, "g[i] = rate * v[i];", "g[i] = rate * v[i] + 0.001f;");
    Ended e = Cli.run("verify", "optimizer/my-optimizer", "--plugins", file);
    assertEquals(1, e.code(), e.out());
    assertTrue(e.out().contains("fail  a gradient of zero"), e.out());
    assertTrue(e.out().contains("optimizer/my-optimizer: breaks the contract"), e.out());
  }

  @Test
  void aShippedRuleIsSetBesideTheControl() {
    Ended e = Cli.run("verify", "learning-rule/feedback-alignment");
    assertEquals(0, e.code(), e.out());
    assertTrue(e.out().contains("pass  XOR with 8 hidden tanh units: solved in 5 of 5 seeds; output-only in 0"), e.out());
    assertTrue(e.out().contains("note  angle to the gradient"), e.out());
  }

  @Test
  void anEditedSourceIsRunAgainAndAnUneditedOneIsNot() throws IOException {
    Path file = written();
    Path suite = Suites.write(folder, "s.yaml", Suites.SMALL);
    Object[] args = {"run", suite, "--out", folder.resolve("results"), "--plugins", file, "--set", "optimizer=my-optimizer"};
    assertEquals(0, Cli.run(args).code());
    Map<String, String> before = Suites.hashes(folder.resolve("results/engram.db"));
    assertTrue(Cli.run(args).err().contains("done before"));
    edit(file, "rate * v[i]", "2 * rate * v[i]");
    Ended again = Cli.run(args);
    assertFalse(again.err().contains("done before"), again.err());
    args[3] = folder.resolve("other");
    assertEquals(0, Cli.run(args).code());
    assertNotEquals(before, Suites.hashes(folder.resolve("other/engram.db")));
  }

  @Test
  void nothingIsOverwrittenAndAWrongKindIsRefused() {
    written();
    Ended twice = Cli.run("new", "optimizer", "my-optimizer", "--to", folder).in(folder);
    assertEquals(2, twice.code());
    assertTrue(twice.err().startsWith("DIR/MyOptimizer.java is there already;"), twice.err());
    Ended wrong = Cli.run("new", "optimiser", "x", "--to", folder);
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("there is no kind 'optimiser'; did you mean optimizer?"), wrong.err());
  }

  @Test
  void theDistributionHasNoJunit() throws IOException {
    try (Stream<Path> lib = Files.list(Launcher.HOME.resolve("lib"))) {
      assertFalse(lib.anyMatch(p -> p.getFileName().toString().matches("(junit|opentest4j|apiguardian).*")));
    }
  }
}
