package dev.engram.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much it takes to add a component, told by those that ship. What counts is what has to be thought of: comments, blank
 * lines, the package and the imports do not. Where it takes more, the SPI is to be mended, not the component.
 */
class ComponentSizeTest {
    private static final Path PLUGINS = Path.of("../../plugins");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    /** Four published forms with three memories, each with a loop of its own, which becomes SIMD. */
    private static final String SEVERAL_IN_ONE = "RmsProp";

    /** Lines of each source file of this kind. */
    private static Map<String, Long> sizes(String plugin, Predicate<String> kind) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(PLUGINS.resolve(plugin).resolve("src/main"))) {
            for (Path f : files.filter(p -> p.toString().endsWith(".java")).toList()) {
                String code = COMMENT.matcher(Files.readString(f)).replaceAll("");
                if (kind.test(code)) {
                    sizes.put(
                            f.getFileName().toString().replace(".java", ""),
                            code.lines()
                                    .filter(line -> !line.isBlank()
                                            && !line.startsWith("import ")
                                            && !line.startsWith("package "))
                                    .count());
                }
            }
        }
        return sizes;
    }

    private static List<String> larger(Map<String, Long> sizes, int most) {
        return sizes.entrySet().stream()
                .filter(e -> e.getValue() > most)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void anElementwiseOptimizerTakesThirtyLines() throws IOException {
        Map<String, Long> sizes = sizes("optimizers", code -> code.contains("implements Optimizer.Elementwise"));
        assertTrue(sizes.size() >= 17 && sizes.containsKey("Adam"), "seen: " + sizes);
        assertEquals(List.of(SEVERAL_IN_ONE), larger(sizes, 30), sizes.toString());
    }

    /** Weight mirror does more: it trains its matrix in phases of its own, and keeps it. */
    @Test
    void aRuleThatOnlyChangesTheFeedbackMatrixTakesForty() throws IOException {
        Map<String, Long> sizes =
                sizes("learning-rules", code -> code.contains("setup.transport(") && !code.contains("setup.state("));
        assertEquals(
                List.of("Backprop", "FeedbackAlignment", "KolenPollack", "OutputOnly", "SignSymmetry"),
                List.copyOf(sizes.keySet()));
        assertEquals(List.of(), larger(sizes, 40), sizes.toString());
    }
}
