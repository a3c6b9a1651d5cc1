package dev.engram.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Plugins;
import dev.engram.testkit.contract.Contract;
import dev.engram.testkit.contract.check.Check;
import dev.engram.testkit.contract.check.ContractResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The components that plugins/README.md shows compile and keep the contract. */
class ReadmeExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("public record (\\w+)");

    @TempDir
    private Path folder;

    @Test
    void everyComponentCompilesAndKeepsTheContract() throws IOException {
        Matcher m = BLOCK.matcher(Files.readString(Path.of("../../plugins/README.md")));
        while (m.find()) {
            Matcher type = TYPE.matcher(m.group(1));
            if (type.find()) {
                Files.writeString(folder.resolve(type.group(1) + ".java"), m.group(1));
            }
        }
        try (Plugins p = Plugins.load(List.of(folder), List.of())) {
            assertEquals(
                    List.of("learning-rule/signs", "loss/fair", "optimizer/my-sgd"),
                    p.catalog().all().stream().map(Entry::id).toList());
            for (Entry e : p.catalog().all()) {
                List<Check> checks = Contract.of(e);
                assertTrue(checks.size() > 4);
                for (Check c : checks) {
                    ContractResult v = c.run();
                    assertFalse(v.failed(), () -> c.name() + ": " + v.message());
                }
            }
        }
    }
}
