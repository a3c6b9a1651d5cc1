package dev.engram.app.run;

import dev.engram.engine.yaml.NameSuggestions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Suggests the file that was meant by a name that does not exist. */
public final class FileSuggestions {
    private static final String EXPERIMENTS = "experiments";
    private static final String SUITES = "*.{yaml,yml}";
    private static final String PLUGINS = "*.{java,jar,zip}";

    private FileSuggestions() {}

    /**
     * Returns the end of a message about a file that does not exist: "; did you mean x?", or nothing. Looks for suites
     * with that name or a similar one: next to the file, in a folder {@code experiments} there, and among the
     * experiments that come with Engram.
     *
     * @param home the folder of the distribution; empty if the program does not run from one
     */
    static String hint(Path file, Optional<Path> home) {
        Path parent = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (parent == null || name == null) {
            return "";
        }
        Path beside = file.resolveSibling("");
        List<Path> folders = new ArrayList<>(List.of(beside, file.resolveSibling(EXPERIMENTS)));
        home.ifPresent(h -> folders.add(h.resolve("manual").resolve(EXPERIMENTS)));
        String stem = stem(name);
        List<Map<String, Path>> suites =
                folders.stream().map(f -> files(f, SUITES)).toList();
        Optional<Path> found = suites.stream()
                .filter(s -> s.containsKey(stem))
                .map(s -> s.get(stem))
                .findFirst();
        return found.or(() -> suites.stream()
                        .flatMap(s -> NameSuggestions.closest(stem, s.keySet()).map(s::get).stream())
                        .findFirst())
                .map(f -> "; did you mean " + f + "?")
                .orElse("");
    }

    /** Returns the same for a file of a plugin; looks for files of plugins next to it. */
    public static String pluginHint(Path file) {
        Path name = file.getFileName();
        if (name == null) {
            return "";
        }
        Map<String, Path> there = new TreeMap<>();
        files(file.resolveSibling(""), PLUGINS)
                .values()
                .forEach(f -> there.put(stem(f.getFileName()).toLowerCase(Locale.ROOT), f));
        return NameSuggestions.closest(stem(name), there.keySet())
                .map(n -> "; did you mean " + there.get(n) + "?")
                .orElse("");
    }

    /** Returns the files in a folder, by their names without the ending; none if it cannot be read. */
    private static Map<String, Path> files(Path folder, String pattern) {
        Map<String, Path> found = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
                files.forEach(f -> found.put(stem(f.getFileName()), f.normalize()));
            } catch (IOException e) {
                return Map.of();
            }
        }
        return found;
    }

    private static String stem(Path name) {
        return name.toString().replaceFirst("\\.[^.]*$", "");
    }
}
