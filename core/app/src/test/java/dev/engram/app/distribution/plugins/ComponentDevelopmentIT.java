package dev.engram.app.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The workflow of a component author: create a file, verify it, run it, edit it, run it again. */
class ComponentDevelopmentIT {
    @TempDir
    private Path folder;

    private Path written() {
        CommandResult e = InProcessCli.run("new", "optimizer", "my-optimizer", "--to", folder);
        assertEquals(0, e.code(), e.err());
        return folder.resolve("MyOptimizer.java");
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(from));
        Files.writeString(file, text.replace(from, to));
    }

    /** Runs the three commands of the README. */
    @Test
    void threeCommandsLeadFromATemplateThatKeepsTheContractToAComparisonWithAdam() throws IOException {
        CommandResult e = Launcher.shell(
                folder,
                Map.of(),
                "$ENGRAM new optimizer my-optimizer"
                        + " && $ENGRAM verify optimizer/my-optimizer --plugins MyOptimizer.java"
                        + " && $ENGRAM run my-optimizer.yaml --plugins MyOptimizer.java");
        assertEquals(0, e.code(), e.out() + e.err());
        for (String line : new String[] {
            "pass  at the first step a zero gradient",
            "pass  a run that is saved and restored",
            "pass  a quadratic with curvatures",
            "note  Rosenbrock",
            "ns per weight; adam ",
            "optimizer/my-optimizer: meets the contract; ",
            "Verdicts by accuracy, against adam"
        }) {
            assertTrue(e.out().contains(line), line + "\n" + e.out());
        }
        String verdict = e.out()
                .lines()
                .filter(l -> l.startsWith("my-optimizer  "))
                .findFirst()
                .orElse(e.out());
        assertTrue(Files.readString(Path.of("../../README.md")).contains("\n    " + verdict + "\n"), verdict);
        assertFalse(e.err().contains("warning"), e.err());
    }

    @TestFactory
    Stream<DynamicTest> everyKindCanBeUsedInItsSuite() {
        return Stream.of(
                        "activation",
                        "augmentation",
                        "dataset",
                        "initialiser",
                        "landscape",
                        "layer",
                        "learning-rule",
                        "listener",
                        "loss",
                        "metric",
                        "optimizer",
                        "schedule")
                .map(k -> DynamicTest.dynamicTest(k, () -> {
                    Path to = Files.createDirectory(folder.resolve(k));
                    assertEquals(
                            0, InProcessCli.run("new", k, "my-" + k, "--to", to).code());
                    CommandResult e = InProcessCli.run(
                            "run", to.resolve("my-" + k + ".yaml"), "--plugins", to, "--out", to, "--set", "seeds=2");
                    assertEquals(0, e.code(), e.out() + e.err());
                    assertTrue(e.out().contains("my-" + k), e.out());
                }));
    }

    @Test
    void aBrokenContractIsAFailureWithItsReason() throws IOException {
        Path file = written();
        edit(file, "g[i] = rate * v[i];", "g[i] = rate * v[i] + 0.001f;");
        CommandResult e = InProcessCli.run("verify", "optimizer/my-optimizer", "--plugins", file);
        assertEquals(1, e.code(), e.out());
        assertTrue(e.out().contains("fail  at the first step a zero gradient"), e.out());
        assertTrue(e.out().contains("optimizer/my-optimizer: breaks the contract"), e.out());
    }

    @Test
    void aWrongSignBelowTheOutputIsAFailureOfTheHiddenLayers() throws IOException {
        assertEquals(
                0,
                InProcessCli.run("new", "learning-rule", "my-rule", "--to", folder)
                        .code());
        Path file = folder.resolve("MyRule.java");
        edit(
                file,
                "Matrix b = setup.feedback(layer, \"b/\" + layer.index(), scale);",
                "Matrix w = layer.weights();\n"
                        + "      dev.engram.spi.Scratch.FloatUnaryOperator carried = x -> -scale * x;\n"
                        + "      dev.engram.spi.Scratch b = setup.scratch(w.rows(), w.cols());");
        edit(file, "return batch -> b;", "return batch -> b.map(w, carried);");
        CommandResult e = InProcessCli.run("verify", "learning-rule/my-rule", "--plugins", file);
        assertEquals(1, e.code(), e.out() + e.err());
        assertEquals(List.of("hidden layers that receive the loss do not ascend it"), failures(e), e.out());
        assertTrue(e.out().contains("learning-rule/my-rule: breaks the contract"), e.out());
        edit(file, "-scale * x", "scale * x");
        CommandResult mended = InProcessCli.run("verify", "learning-rule/my-rule", "--plugins", file);
        assertEquals(0, mended.code(), mended.out() + mended.err());
    }

    @Test
    void aRuleThatUnlearnsItsLabelsIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("Unlearning.java"), """
            import dev.engram.spi.*;
            import java.util.Set;

            /** Clamped Hebb with the wrong sign. */
            @Component("unlearning")
            public record Unlearning() implements LocalRule {
              @Override
              public Set<Requirement> requirements() {
                return Set.of(Requirement.OUTPUT_LAYER, Requirement.ONE_LAYER);
              }

              @Override
              public Signal signal() {
                return Signal.TARGET;
              }

              @Override
              public void learn(Synapses s) {
                s.accumulateOuterProduct(1, s.signal(), s.input());
              }
            }
            """);
        CommandResult e = InProcessCli.run("verify", "learning-rule/unlearning", "--plugins", file);
        assertEquals(1, e.code(), e.out() + e.err());
        assertEquals(List.of("an output layer that receives only labels learns to predict them"), failures(e), e.out());
        edit(file, "s.accumulateOuterProduct(1,", "s.accumulateOuterProduct(-1,");
        CommandResult mended = InProcessCli.run("verify", "learning-rule/unlearning", "--plugins", file);
        assertEquals(0, mended.code(), mended.out() + mended.err());
    }

    /** Returns the names of the failed checks. */
    private static List<String> failures(CommandResult e) {
        return e.out()
                .lines()
                .filter(l -> l.startsWith("  fail  "))
                .map(l -> l.substring("  fail  ".length()).split(": ", 2)[0])
                .toList();
    }

    @Test
    void everyExceptionOfAComponentIsAFailure() throws IOException {
        Path file = written();
        edit(
                file,
                "v[i] = momentum",
                "if (rate > 0) throw new IllegalStateException(\"not yet\");\n      v[i] = momentum");
        CommandResult e = InProcessCli.run("verify", "optimizer/my-optimizer", "--plugins", file);
        assertEquals(1, e.code(), e.out());
        assertTrue(
                e.out().contains("fail  cost of a step: it throws java.lang.IllegalStateException: not yet"), e.out());
        assertEquals("", e.err());
        edit(
                file,
                "@Override\n  public void",
                "public MyOptimizer {\n"
                        + "    if (rate < 1) {\n"
                        + "      throw new IllegalArgumentException(\"too small a rate\");\n"
                        + "    }\n"
                        + "  }\n\n"
                        + "  @Override\n"
                        + "  public void");
        CommandResult unmade = InProcessCli.run("verify", "optimizer/my-optimizer", "--plugins", file);
        assertEquals(1, unmade.code(), unmade.out());
        assertTrue(unmade.out().contains("fail  it can be created: too small a rate"), unmade.out());
    }

    @Test
    void aComponentWithoutDefaultsNeedsHyperparameters() {
        CommandResult bare = InProcessCli.run("verify", "schedule/warm-up", "optimizer/lookahead");
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "schedule/warm-up: no default for steps, then; give a value:"
                                + " 'schedule/{warm-up: {steps: ...}}'\n1 problem; nothing was run.\n"),
                bare);
        CommandResult indices = InProcessCli.run("verify", "layer/embedding");
        assertEquals(0, indices.code(), indices.out());
        assertTrue(
                indices.out()
                        .contains("  pass  its errors and gradients are derivatives: central differences agree (5 whole"
                                + " numbers from 0 to 0): "),
                indices.out());
        CommandResult examples = InProcessCli.run("verify", "layer/pad", "schedule/cosine");
        assertEquals(0, examples.code(), examples.out() + examples.err());
        assertTrue(examples.out().startsWith("layer/{pad: {size: 1}}  version 1\n"), examples.out());
        assertTrue(examples.out().contains("\nschedule/{cosine: {start: 0.5}}  version "), examples.out());
        CommandResult given = InProcessCli.run("verify", "schedule/{cosine: {start: 0.1}}");
        assertEquals(0, given.code(), given.out() + given.err());
        assertTrue(
                given.out().endsWith("schedule/cosine: meets the contract; 8 passed, 0 failed, 0 skipped\n"),
                given.out());
        CommandResult wrong = InProcessCli.run("verify", "schedule/{cosine: {strat: 0.1}}");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("schedule.cosine.strat: unknown key; did you mean start?"), wrong.err());
        CommandResult withAnother = InProcessCli.run("verify", "optimizer/clip-by-value");
        assertEquals(0, withAnother.code(), withAnother.out());
    }

    @Test
    void aRuleIsComparedWithTheControl() {
        CommandResult e = InProcessCli.run("verify", "learning-rule/feedback-alignment");
        assertEquals(0, e.code(), e.out());
        assertTrue(
                e.out().contains("pass  XOR with 8 hidden tanh units: solved in 5 of 5 seeds; output-only in 0"),
                e.out());
        assertTrue(e.out().contains("note  angle to the gradient"), e.out());
    }

    @Test
    void anEditedSourceIsRunAgainAndAnUneditedOneIsNot() throws IOException {
        Path file = written();
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL);
        Object[] args = {
            "run", suite, "--out", folder.resolve("results"), "--plugins", file, "--set", "optimizer=my-optimizer"
        };
        assertEquals(0, InProcessCli.run(args).code());
        Map<String, String> before = SampleSuites.hashes(folder.resolve("results/engram.db"));
        assertTrue(InProcessCli.run(args).err().contains("already done"));
        edit(file, "rate * v[i]", "2 * rate * v[i]");
        CommandResult again = InProcessCli.run(args);
        assertFalse(again.err().contains("already done"), again.err());
        args[3] = folder.resolve("other");
        assertEquals(0, InProcessCli.run(args).code());
        assertNotEquals(before, SampleSuites.hashes(folder.resolve("other/engram.db")));
    }

    @Test
    void aProjectFindsTheModulesOfEngramInTheDistribution() throws IOException {
        CommandResult e = InProcessCli.run("new", "optimizer", "my-optimizer", "--project", "--to", folder);
        assertEquals(0, e.code(), e.err());
        Path project = folder.resolve("my-optimizer");
        assertTrue(e.err().startsWith("Build it: mvn package, in " + project + "\n"), e.err());
        String pom = Files.readString(project.resolve("pom.xml"));
        Path repository = Launcher.HOME.resolve("repository").toAbsolutePath().normalize();
        assertTrue(pom.contains("<engram.repository>" + repository.toUri() + "</engram.repository>"), pom);
        String version;
        try (Stream<Path> versions = Files.list(repository.resolve("dev/engram/engram-spi"))) {
            version = versions.findFirst().orElseThrow().getFileName().toString();
        }
        // Classes outside a jar have no version.
        assertTrue(pom.matches("(?s).*<engram.version>(development|" + version + ")</engram.version>.*"), pom);
        for (String module : List.of("engram", "engram-bom", "engram-spi", "engram-engine", "engram-testkit")) {
            String file = "dev/engram/" + module + "/" + version + "/" + module + "-" + version;
            assertTrue(Files.exists(repository.resolve(file + ".pom")), file);
            boolean pomOnly = List.of("engram", "engram-bom").contains(module);
            assertTrue(pomOnly || Files.exists(repository.resolve(file + ".jar")), file);
        }
    }

    @Test
    void nothingIsOverwrittenAndUnknownKindsAreRefused() {
        written();
        CommandResult twice = InProcessCli.run("new", "optimizer", "my-optimizer", "--to", folder)
                .withFolderAsDir(folder);
        assertEquals(2, twice.code());
        assertTrue(twice.err().startsWith("DIR/MyOptimizer.java already exists;"), twice.err());
        CommandResult wrong = InProcessCli.run("new", "optimiser", "x", "--to", folder);
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().startsWith("there is no kind 'optimiser'; did you mean optimizer?\n"), wrong.err());
    }

    @Test
    void theDistributionDoesNotContainJunit() throws IOException {
        try (Stream<Path> lib = Files.list(Launcher.HOME.resolve("lib"))) {
            assertFalse(lib.anyMatch(p -> p.getFileName().toString().matches("(junit|opentest4j|apiguardian).*")));
        }
    }
}
