package dev.engram.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Names of the contents of files: two files have the same name exactly if they have the same bytes. Only large files of
 * the same size are compared, so that most large files are not read at all. The names depend on the order in which
 * files are met, and mean nothing outside one process.
 */
final class ContentNames {
    /** Smaller files, of which there may be many of the same size, get their checksum. */
    static final long LARGE_BYTES = 1 << 20;

    private final Function<Path, String> checksum;
    /** One file of each content that was met, by size. */
    private final Map<Long, List<Path>> contents = new HashMap<>();

    ContentNames(Function<Path, String> checksum) {
        this.checksum = checksum;
    }

    synchronized String of(Path file) {
        try {
            long size = Files.size(file);
            return size < LARGE_BYTES || !Files.isRegularFile(file) || !Files.isReadable(file)
                    ? checksum.apply(file)
                    : name(file, size);
        } catch (IOException e) {
            // Fails in the same way, with the message for users.
            return checksum.apply(file);
        }
    }

    private String name(Path file, long size) throws IOException {
        List<Path> known = contents.computeIfAbsent(size, s -> new ArrayList<>());
        int i = 0;
        while (i < known.size() && Files.mismatch(known.get(i), file) >= 0) {
            i++;
        }
        if (i == known.size()) {
            known.add(file);
        }
        return size + " bytes, number " + i;
    }
}
