package dev.engram.plugins.datasets;

import dev.engram.spi.io.DataFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The folders in which well-known data sets are searched. */
final class DataFolders {
    private static final Path SYSTEM = Path.of("/usr/share/datasets");

    private DataFolders() {}

    /**
     * Returns the folders of a data set: in the folder of the suite, in the cache that {@code engram data} fills, and
     * where Debian's packages install data sets.
     *
     * @param name folder of the data set
     * @param inner folder inside the archive of the data set; "" if there is none
     */
    static List<Path> of(Path directory, String name, String inner) {
        List<Path> folders = new ArrayList<>();
        if (!inner.isEmpty()) {
            folders.add(directory.resolve(inner));
        }
        folders.add(directory.resolve(name));
        folders.add(directory);
        DataFiles.cached(name).ifPresent(folders::add);
        folders.add(SYSTEM.resolve(name));
        return folders;
    }

    /** Returns the first file that exists: a name after the other in each folder. */
    static Optional<Path> find(List<Path> folders, List<String> names) {
        return folders.stream()
                .flatMap(folder -> names.stream().map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Returns the folders as text: a, b or c. */
    static String list(List<Path> folders) {
        List<String> all = folders.stream().map(Path::toString).toList();
        return all.subList(0, all.size() - 1).stream().collect(Collectors.joining(", "))
                + (all.size() > 1 ? " or " : "")
                + all.get(all.size() - 1);
    }
}
