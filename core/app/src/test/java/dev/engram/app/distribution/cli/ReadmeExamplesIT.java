package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The components that the READMEs show run as printed. */
class ReadmeExamplesIT {
    private static final Pattern FENCED = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern INDENTED = Pattern.compile("(?m)^    import dev.engram.spi.*;\n(?:(?:    .*)?\n)+");
    private static final Pattern TYPE = Pattern.compile("public record (\\w+)");

    @TempDir
    private Path folder;

    private void write(Pattern block, Path page) throws IOException {
        Matcher m = block.matcher(Files.readString(page));
        while (m.find()) {
            String text = m.group(m.groupCount()).replaceAll("(?m)^    ", block == INDENTED ? "" : "    ");
            Matcher type = TYPE.matcher(text);
            if (type.find()) {
                Files.writeString(folder.resolve(type.group(1) + ".java"), text);
            }
        }
    }

    private void runs(String setting) {
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL);
        CommandResult e = InProcessCli.run(
                "run",
                suite,
                "--plugins",
                folder,
                "--out",
                folder.resolve("results"),
                "--set",
                setting,
                "--set",
                "seeds=1");
        assertEquals(0, e.code(), e.out() + e.err());
        assertTrue(e.err().contains("finished"), e.err());
    }

    @TestFactory
    Stream<DynamicTest> everyComponentOfThePluginsPageRuns() throws IOException {
        write(FENCED, Path.of("../../plugins/README.md"));
        return Stream.of("optimizer=my-sgd", "loss=fair", "rule=signs")
                .map(s -> DynamicTest.dynamicTest(s, () -> runs(s)));
    }

    @Test
    void theOptimizerOfTheFirstPageRunsAndKeepsTheContract() throws IOException {
        write(INDENTED, Path.of("../../README.md"));
        runs("optimizer=my-sgd");
        CommandResult e = InProcessCli.run("verify", "optimizer/my-sgd", "--plugins", folder);
        assertEquals(0, e.code(), e.out() + e.err());
    }
}
