package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the manual of the distribution and {@code engram manual}.  */
class ManualIT {
    private static final Path REPOSITORY = Path.of("../..");
    private static final Pattern PATH = Pattern.compile("(?m)^  .*?  +(/.*)$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @TempDir
    private Path folder;

    private List<Path> printed() {
        CommandResult e = Launcher.run(folder, Map.of(), "manual");
        assertEquals(0, e.code(), e.err());
        List<Path> paths = new ArrayList<>();
        Matcher m = PATH.matcher(e.out());
        while (m.find()) {
            paths.add(Path.of(m.group(1)));
        }
        return paths;
    }

    @Test
    void theCommandPrintsPathsThatExist() {
        List<Path> paths = printed();
        assertTrue(paths.size() >= 8, paths.toString());
        paths.forEach(p -> assertTrue(Files.isRegularFile(p), p.toString()));
    }

    @Test
    void javadocAndSourcesCoverTheSpi() throws IOException {
        List<String> entries = new ArrayList<>();
        for (Path path : printed()) {
            if (path.toString().endsWith(".jar")) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    jar.stream().forEach(e -> entries.add(e.getName()));
                }
            }
        }
        String type = "dev/engram/spi/Optimizer";
        for (String ending : List.of(".class", ".html", ".java")) {
            assertTrue(entries.contains(type + ending), type + ending);
        }
        assertTrue(Files.isRegularFile(Launcher.HOME.resolve("manual/spi").resolve(type + ".html")));
    }

    @Test
    void linkedPagesOfTheRepositoryAreInTheManual() throws IOException {
        Path manual = Launcher.HOME.resolve("manual").toRealPath();
        int links = 0;
        for (Path page : printed()) {
            if (page.toString().endsWith(".md")) {
                Path original = REPOSITORY.resolve(manual.relativize(page.toRealPath()));
                Matcher m = LINK.matcher(Files.readString(page));
                while (m.find()) {
                    if (Files.exists(original.resolveSibling(m.group(1)))) {
                        links++;
                        assertTrue(Files.exists(page.resolveSibling(m.group(1))), page + " links to " + m.group(1));
                    }
                }
            }
        }
        assertTrue(links > 10, "only " + links + " links");
    }
}
