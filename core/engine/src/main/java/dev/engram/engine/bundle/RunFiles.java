package dev.engram.engine.bundle;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.queue.QueuedFile;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The files that a run reads. */
public final class RunFiles {
    private RunFiles() {}

    /**
     * Returns the files that the data set lists and those that the settings name, by path. Of a folder that is named,
     * all files are listed, unless it is the data set's, which lists what it reads.
     *
     * @param checksums the SHA-256 of a file
     * @throws IncompatibleException if a file cannot be read
     */
    public static List<QueuedFile> of(RunSpec run, Function<Path, String> checksums) {
        Set<Path> listed = new TreeSet<>();
        if (run.task() instanceof RunSpec.Learning l) {
            l.data()
                    .dataset()
                    .get()
                    .files()
                    .forEach(f -> listed.add(f.toAbsolutePath().normalize()));
        }
        Set<Path> all = new TreeSet<>(listed);
        if (run.task() instanceof RunSpec.Learning l) {
            l.start().ifPresent(w -> all.add(w.file()));
        }
        run.recipes().flatMap(r -> r.files().stream()).forEach(named -> {
            if (!Files.isDirectory(named)) {
                all.add(named);
            } else if (listed.stream().noneMatch(f -> f.startsWith(named))) {
                all.addAll(inFolder(named));
            }
        });
        List<QueuedFile> files = new ArrayList<>();
        for (Path path : all) {
            try {
                files.add(new QueuedFile(path.toString(), checksums.apply(path), Files.size(path)));
            } catch (IOException e) {
                throw new IncompatibleException("the file " + path + " cannot be read: " + e.getMessage(), e);
            }
        }
        return List.copyOf(files);
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new IncompatibleException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
