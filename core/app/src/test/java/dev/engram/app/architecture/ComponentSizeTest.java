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
 * The size of the shipped components, as a measure of what the SPI asks of an author. Counted are statements, blocks
 * and hyperparameters, so that neither comments nor the formatter's line breaks matter. Where a component needs more
 * than the limit, the SPI has to improve, not the component.
 */
class ComponentSizeTest {
    private static final Path PLUGINS = Path.of("../../plugins");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern STRING = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern DECLARATION = Pattern.compile("(?m)^(import|package) .*$");
    private static final Pattern FOR_HEADER = Pattern.compile("\\bfor \\([^:)]*;[^:)]*;");
    private static final Pattern COUNTED = Pattern.compile("[;{]|@Hyper");
    /** Four published variants with three slots, each with a loop of its own that becomes SIMD. */
    private static final String SEVERAL_IN_ONE = "RmsProp";

    /** The size of each component of this plugin whose code satisfies {@code kind}, by class name. */
    private static Map<String, Long> sizes(String plugin, Predicate<String> kind) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(PLUGINS.resolve(plugin).resolve("src/main"))) {
            for (Path f : files.filter(p -> p.toString().endsWith(".java")).toList()) {
                String code = COMMENT.matcher(Files.readString(f)).replaceAll("");
                if (kind.test(code)) {
                    sizes.put(f.getFileName().toString().replace(".java", ""), size(code));
                }
            }
        }
        return sizes;
    }

    private static long size(String code) {
        String bare = DECLARATION.matcher(STRING.matcher(code).replaceAll("")).replaceAll("");
        return COUNTED.matcher(bare).results().count()
                - 2 * FOR_HEADER.matcher(bare).results().count();
    }

    private static List<String> larger(Map<String, Long> sizes, int limit) {
        return sizes.entrySet().stream()
                .filter(e -> e.getValue() > limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void anElementwiseOptimizerTakesAtMost23Statements() throws IOException {
        Map<String, Long> sizes = sizes("optimizers", code -> code.contains("implements Optimizer.Elementwise"));
        assertTrue(sizes.size() >= 17 && sizes.containsKey("Adam"), "seen: " + sizes);
        assertEquals(List.of(SEVERAL_IN_ONE), larger(sizes, 23), sizes.toString());
    }

    /** Weight mirror is not one of them: it trains its matrix in phases of its own, and keeps state. */
    @Test
    void aRuleThatOnlyChangesTheFeedbackMatrixTakesAtMost22Statements() throws IOException {
        Map<String, Long> sizes =
                sizes("learning-rules", code -> code.contains("setup.backward(") && !code.contains("setup.state("));
        assertEquals(
                List.of("Backprop", "FeedbackAlignment", "KolenPollack", "OutputOnly", "SignSymmetry"),
                List.copyOf(sizes.keySet()));
        assertEquals(List.of(), larger(sizes, 22), sizes.toString());
    }
}
