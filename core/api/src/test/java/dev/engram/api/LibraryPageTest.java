package dev.engram.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide are what a reader can compile. */
class LibraryPageTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("class (\\w+)");
    /** What the guide leaves out of the second program. */
    private static final String IMPORTS =
            "import dev.engram.api.*; import dev.engram.api.junit.*;" + " import org.junit.jupiter.api.Test;\n";

    private static final String OPTIMIZER = """
        import dev.engram.spi.*;

        @Component("my-optimizer")
        public record MyOptimizer(@Hyper("0.1") float rate) implements Optimizer {
            @Override
            public void update(Step s) {}
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void theProgramsOfTheGuideCompile() throws Exception {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/library.md")));
        int found = 0;
        while (blocks.find()) {
            String code = blocks.group(1);
            Matcher name = NAME.matcher(code);
            assertTrue(name.find(), code);
            Files.writeString(
                    folder.resolve(name.group(1) + ".java"), code.startsWith("import") ? code : IMPORTS + code);
            found++;
        }
        assertEquals(2, found);
        Files.writeString(folder.resolve("MyOptimizer.java"), OPTIMIZER);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(folder)) {
            List<String> options =
                    List.of("-proc:none", "-classpath", System.getProperty("java.class.path"), "-d", folder.toString());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
            assertTrue(compiled, messages.toString());
        }
    }
}
