package dev.engram.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JShellTest {
    private static final String SCRIPT = """
        import dev.engram.api.*;
        import dev.engram.spi.*;

        /** Gradient descent with half the rate. */
        @Component("shell-sgd")
        public record ShellSgd(@Hyper("0.1") float rate) implements Optimizer {
            @Override
            public void update(Step s) {
                for (int i = s.from(); i < s.to(); i++) {
                    s.gradient()[i] *= rate / 2;
                }
            }
        }
        Results results = Engram.suite("from-the-shell").
            data("iris: {test: 0.3}").
            network("dense: {units: 3, activation: softmax}").
            loss("cross-entropy").
            training("epochs", 1).
            compare("optimizer", "sgd: {rate: 0.1}", new ShellSgd(0.2f)).
            seeds(2).
            run();
        for (ResultRun run : results.cell("sgd").runs()) {
            boolean same = results.cell("shell-sgd").runs().get((int) run.seed() - 1).hash().equals(run.hash());
            System.out.println("seed " + run.seed() + " " + run.outcome() + " same=" + same);
        }
        /exit
        """;

    @TempDir
    private Path folder;

    @Test
    void aScriptComparesAnOptimizerThatItDefines() throws Exception {
        Path script = Files.writeString(folder.resolve("script.jsh"), SCRIPT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        JavaShellToolBuilder.builder()
                .in(new ByteArrayInputStream(new byte[0]), null)
                .out(out)
                .err(out)
                .start("--class-path", System.getProperty("java.class.path"), script.toString());
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("seed 1 finished same=true"), text);
        assertTrue(text.contains("seed 2 finished same=true"), text);
    }
}
