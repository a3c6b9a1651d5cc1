package dev.engram.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of directives for HotSpot's compilers, which the launcher passes to commands that train. */
class CompilerDirectivesTest {
    private static final Path LIST = Path.of("src/main/dist/bin/compiler-directives");
    /** A class and a method of Engram, or an asterisk for all methods. Names of plugins and of packages are skipped. */
    private static final Pattern METHOD =
            Pattern.compile("\"-?(dev/engram/(?:app|engine|spi)/[\\w/]*[A-Z]\\w*)(\\*?)\\.([\\w*]+)\"");

    @Test
    void everyMethodThatTheListNamesExists() throws IOException {
        List<MatchResult> named =
                METHOD.matcher(Files.readString(LIST)).results().toList();
        assertFalse(named.isEmpty(), "no method in " + LIST);
        List<String> missing = named.stream()
                .filter(m -> CoreClasses.ALL.stream()
                        .noneMatch(c -> isNamed(c, m.group(1).replace('/', '.'), m.group(2), m.group(3))))
                .map(MatchResult::group)
                .toList();
        assertEquals(List.of(), missing, "methods that do not exist; see " + LIST);
    }

    private static boolean isNamed(JavaClass c, String type, String more, String method) {
        boolean sameType =
                more.isEmpty() ? c.getName().equals(type) : c.getName().startsWith(type);
        return sameType
                && (method.equals("*")
                        || c.getMethods().stream().anyMatch(m -> m.getName().equals(method)));
    }
}
