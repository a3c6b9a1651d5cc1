package dev.engram.engine.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds plugin files: the jars, zips and source files directly in a folder, ordered by name. */
final class PluginFinder {
    private PluginFinder() {}

    static boolean isPlugin(Path file) {
        return ArchiveReader.isArchive(file) || SourcePlugins.isSource(file);
    }

    /** Returns each file once, by the first path that leads to it. */
    static Collection<Path> files(List<Path> roots, List<PluginProblem> problems) {
        Map<Path, Path> found = new LinkedHashMap<>();
        for (Path root : roots) {
            try {
                for (Path file : files(root)) {
                    if (Files.isRegularFile(file)) {
                        found.putIfAbsent(file.toRealPath(), file);
                    } else {
                        problems.add(new PluginProblem(file.toString(), "it is named like a plugin but is not a file"));
                    }
                }
            } catch (IllegalArgumentException e) {
                problems.add(new PluginProblem(root.toString(), e.getMessage()));
            } catch (IOException e) {
                problems.add(new PluginProblem(root.toString(), ExceptionMessages.of(e)));
            }
        }
        return found.values();
    }

    private static List<Path> files(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> entries = Files.list(root)) {
                return entries.filter(PluginFinder::isPlugin).sorted().toList();
            }
        }
        if (!Files.exists(root)) {
            throw new IllegalArgumentException("this plugin file or folder does not exist");
        }
        if (!isPlugin(root)) {
            throw new IllegalArgumentException("it is neither a folder nor a .jar, .zip or .java file");
        }
        return List.of(root);
    }
}
