package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every suite that is offered runs, says what it shows, and is listed. */
class ExperimentsIT {
  private static final Path EXPERIMENTS = Path.of("../../experiments");

  @TempDir private Path folder;

  private static List<Path> suites() throws IOException {
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> runsForTwoSteps() throws IOException {
    List<Path> suites = suites();
    assertTrue(suites.size() > 4, "too few: " + suites);
    return suites.stream().map(s -> DynamicTest.dynamicTest(s.getFileName().toString(), () -> {
      Ended e = Cli.run("run", s, "--set", "training.epochs=0", "--set", "training.steps=2", "--out", folder.resolve(s.getFileName().toString()));
      assertEquals(0, e.code(), e.err());
      assertTrue(e.out().contains("cell"), e.out());
    }));
  }

  @Test
  void everySuiteSaysWhatItShowsAndIsListed() throws IOException {
    String readme = Files.readString(EXPERIMENTS.resolve("README.md"));
    for (Path s : suites()) {
      assertTrue(Files.readString(s).contains("\nabout:"), s + " has no sentence about it");
      assertTrue(readme.contains("(" + s.getFileName() + ")"), s + " is not in the README");
    }
  }
}
