package dev.engram.engine.config;

import dev.engram.engine.bind.Recipe;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.spi.Dataset;
import dev.engram.spi.IncompatibleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks that a data set reads its files from the folder that a suite names. A data set whose folder has a default may
 * search other folders as well, and would silently read other files than the named ones.
 */
final class NamedFolderCheck {
    private static final String KEY = "directory";
    private static final int SHOWN = 4;

    private final Problems problems;

    NamedFolderCheck(Problems problems) {
        this.problems = problems;
    }

    /**
     * Adds a problem if files are found outside the named folder.
     *
     * @param given the settings of the data set, as written
     * @param path the path of the settings, for the message
     */
    void check(Recipe<Dataset> dataset, Node.Mapping given, String path) {
        boolean optional = dataset.entry().hyperparameters().stream()
                .anyMatch(h -> h.name().equals(KEY)
                        && h.type() == Path.class
                        && h.defaultValue().isPresent());
        if (!optional || given.get(KEY) == null || dataset.files().size() != 1) {
            return;
        }
        Path folder = dataset.files().get(0);
        List<Path> outside = files(dataset.get()).stream()
                .map(f -> f.toAbsolutePath().normalize())
                .filter(f -> !f.startsWith(folder))
                .toList();
        if (!outside.isEmpty()) {
            problems.add(
                    given.get(KEY).location(),
                    path + "." + KEY,
                    missing(folder, outside) + "; correct the folder, or remove this setting to use the files that are"
                            + " found without it, in "
                            + outside.stream()
                                    .map(Path::getParent)
                                    .distinct()
                                    .map(Path::toString)
                                    .collect(Collectors.joining(" and ")));
        }
    }

    /** Returns the files; none if there are none, which is reported when the runs are planned. */
    private static List<Path> files(Dataset dataset) {
        try {
            return dataset.files();
        } catch (IncompatibleException e) {
            return List.of();
        }
    }

    private static String missing(Path folder, List<Path> outside) {
        if (!Files.exists(folder)) {
            return "the folder " + folder + " does not exist";
        }
        if (!Files.isDirectory(folder)) {
            return folder + " is not a folder";
        }
        return "the folder " + folder + " does not have "
                + outside.stream()
                        .limit(SHOWN)
                        .map(f -> f.getFileName().toString())
                        .collect(Collectors.joining(", "))
                + (outside.size() > SHOWN ? " and " + (outside.size() - SHOWN) + " more" : "");
    }
}
