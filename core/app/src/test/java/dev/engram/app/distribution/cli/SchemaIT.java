package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests {@code engram schema}, the JSON output of {@code engram components} and the shell completion. */
class SchemaIT {
    private static final Path EXPERIMENTS = Path.of("../../experiments");
    private static Schema schema;

    @BeforeAll
    static void read() {
        CommandResult e = InProcessCli.run("schema");
        assertEquals(0, e.code(), e.err());
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(e.out(), InputFormat.JSON);
    }

    private static List<String> wrong(String yaml) {
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> everyExperimentIsValid() throws IOException {
        try (Stream<Path> files = Files.walk(EXPERIMENTS)) {
            List<Path> suites = files.filter(p -> p.toString().endsWith(".yaml"))
                    .filter(p -> !p.getParent().endsWith("claims"))
                    .sorted()
                    .toList();
            assertTrue(suites.size() > 5);
            return suites.stream()
                    .map(p -> DynamicTest.dynamicTest(
                            p.getFileName().toString(), () -> assertEquals(List.of(), wrong(Files.readString(p)))));
        }
    }

    @TestFactory
    Stream<DynamicTest> invalidSuitesAreRejected() throws IOException {
        String good = Files.readString(EXPERIMENTS.resolve("xor.yaml"));
        return Stream.of(
                        "loss: cross-entropy -> loss: cross-entrpoy",
                        "{rate: 0.5} -> {rate: -1}",
                        "{rate: 0.5} -> {rat: 1}",
                        "units: 8 -> units: many",
                        "steps: 2000 -> stops: 2000",
                        "seeds: 20 -> seeds: 0",
                        "measure: [ -> mesure: [")
                .map(change -> DynamicTest.dynamicTest(change, () -> {
                    String[] c = change.split(" -> ");
                    assertTrue(good.contains(c[0]));
                    assertFalse(wrong(good.replace(c[0], c[1])).isEmpty());
                }));
    }

    @TestFactory
    Stream<DynamicTest> invalidTuningIsRejected() throws IOException {
        String good = Files.readString(EXPERIMENTS.resolve("tuned-optimizers.yaml"));
        return Stream.of(
                        "trials: 20 -> trials: 1",
                        "by: loss -> search: sobel",
                        "log-uniform -> loguniform",
                        "[0.001, 10] -> [0.001]",
                        "  space: -> spaces:")
                .map(change -> DynamicTest.dynamicTest(change, () -> {
                    String[] c = change.split(" -> ");
                    assertTrue(good.contains(c[0]));
                    assertFalse(wrong(good.replace(c[0], c[1])).isEmpty());
                }));
    }

    @Test
    void theCatalogCanBeSearchedAndReadByPrograms() {
        CommandResult text = InProcessCli.run("components", "optimizer", "--search", "KINGMA");
        assertTrue(text.out().contains("  adam ") && !text.out().contains("  sgd "), text.out());
        assertEquals(
                2,
                InProcessCli.run("components", "--search", "no such word at all")
                        .code());
        CommandResult json = InProcessCli.run("components", "optimizer/adam", "--json");
        assertTrue(json.out().startsWith("{\n  \"kind\": \"optimizer\",\n  \"name\": \"adam\","), json.out());
        assertTrue(InProcessCli.run("components", "--json").out().contains("\"name\": \"quadratic\""));
    }

    @Test
    void bashCanCompleteTheCommands() {
        CommandResult e =
                Launcher.shell(Path.of("."), java.util.Map.of(), "source <($ENGRAM completion) && complete -p engram");
        assertEquals(0, e.code(), e.err());
        assertTrue(e.out().contains("_complete_engram"), e.out());
        assertEquals("optimizer/adam\noptimizer/adamax\noptimizer/adamw\n", completed("verify", "optimizer/adam"));
        assertEquals("landscape\nlayer\nlearning-rule\nlistener\nloss\n", completed("new", "l"));
        assertEquals("verify\n", completed("ver"));
    }

    /** Returns the completions that bash offers for the last word. */
    private static String completed(String... words) {
        String line = "engram " + String.join(" ", words);
        CommandResult e = Launcher.shell(
                Path.of("."),
                java.util.Map.of(),
                "source <($ENGRAM completion); COMP_WORDS=(" + line + "); COMP_CWORD=" + words.length + "; COMP_LINE='"
                        + line + "'; COMP_POINT=" + line.length()
                        + "; _complete_engram; printf '%s\\n' \"${COMPREPLY[@]}\" | sort");
        assertEquals(0, e.code(), e.err());
        return e.out();
    }
}
