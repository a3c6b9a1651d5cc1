package dev.engram.app.scaffold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every generated component is a valid plugin as it is, and keeps the contract. */
class ScaffoldTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyKindCompilesAndKeepsTheContract() {
        return Scaffold.kinds().stream().map(k -> DynamicTest.dynamicTest(k, () -> works(k)));
    }

    private void works(String label) throws Exception {
        Kind kind = Kind.fromLabel(label).orElseThrow();
        Scaffold s = new Scaffold(kind, "my-" + label);
        Path file = Files.writeString(folder.resolve(s.className() + ".java"), s.source());
        assertTrue(s.source().contains("YOUR FORMULA"));
        try (Plugins p = Plugins.load(List.of(file), List.of())) {
            Entry e = p.catalog().find(kind, "my-" + label).orElseThrow();
            assertFalse(e.documentation().isEmpty());
            List<Check> checks = Contract.of(e);
            assertTrue(checks.size() > 4, "no more than " + checks.size() + " checks");
            for (Check c : checks) {
                ContractResult v = c.run();
                assertFalse(v.failed(), () -> c.name() + ": " + v.message());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyProjectContainsTheSameSourceAndItsContractTest() {
        return Scaffold.kinds().stream()
                .map(k -> DynamicTest.dynamicTest(k, () -> {
                    Scaffold s = new Scaffold(Kind.fromLabel(k).orElseThrow(), "my-" + k);
                    Map<String, String> files = s.project("file:///engram/repository/");
                    assertEquals(4, files.size());
                    files.values().forEach(text -> assertFalse(text.matches("(?s).*@[A-Z0-9]+@.*"), text));
                    String main = files.entrySet().stream()
                            .filter(e -> e.getKey().startsWith("src/main"))
                            .findFirst()
                            .orElseThrow()
                            .getValue();
                    assertTrue(main.endsWith(s.source()), main);
                    String type = Kind.fromLabel(k).orElseThrow().type().getName();
                    assertTrue(files.values().stream().anyMatch(t -> t.contains("import " + type + ";")), type);
                    assertTrue(
                            files.values().stream()
                                    .anyMatch(t -> t.contains("withDefaults(" + s.className() + ".class)")),
                            "an added hyperparameter would break the contract test");
                }));
    }

    @Test
    void aWrongNameIsRefused() {
        Map.of("MyOptimizer", "my-optimizer", "my optimizer", "my-optimizer", "1st", "st", "\u00d6", "my-optimizer")
                .forEach((bad, good) -> {
                    String message = assertThrows(
                                    IllegalArgumentException.class, () -> new Scaffold(Kind.OPTIMIZER, bad))
                            .getMessage();
                    assertTrue(message.endsWith("such as " + good), message);
                });
    }
}
