package dev.engram.engine.croissant;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** The names of the files in a file set: they match a pattern of {@code includes}, and none of {@code excludes}. */
record FilePatterns(List<PathMatcher> includes, List<PathMatcher> excludes) {

    /**
     * Returns the patterns of a file set; none for another resource.
     *
     * @throws IOException if a pattern is not a glob; the message says which, and what to do
     */
    static FilePatterns of(Path source, Map<?, ?> resource) throws IOException {
        return new FilePatterns(matchers(source, resource, "includes"), matchers(source, resource, "excludes"));
    }

    private static List<PathMatcher> matchers(Path source, Map<?, ?> resource, String key) throws IOException {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String pattern : JsonObjects.texts(resource, key)) {
            try {
                matchers.add(FileSystems.getDefault()
                        .getPathMatcher("glob:" + pattern.substring(pattern.lastIndexOf('/') + 1)));
            } catch (PatternSyntaxException e) {
                throw new IOException(
                        source + ": '" + pattern + "' in " + key + " is not a pattern of names (" + e.getDescription()
                                + "); correct it, or move it away",
                        e);
            }
        }
        return matchers;
    }

    /** Returns whether a file of this name is in the set. */
    boolean contain(String name) {
        Path file = Path.of(name);
        return includes.stream().anyMatch(m -> m.matches(file))
                && excludes.stream().noneMatch(m -> m.matches(file));
    }
}
