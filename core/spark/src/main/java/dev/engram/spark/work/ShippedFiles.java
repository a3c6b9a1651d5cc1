package dev.engram.spark.work;

import dev.engram.engine.bundle.Bundle;
import dev.engram.engine.queue.QueueCodec;
import dev.engram.engine.queue.QueuedFile;
import dev.engram.engine.queue.QueuedPlugin;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.spark.bridge.DriverException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The files that executors get from the driver, in a temporary folder, named by checksum. */
final class ShippedFiles implements AutoCloseable {
    private final Bundle bundle;
    private final Path folder;
    private final Set<String> known = new HashSet<>();
    /** Checksums of files to be unpacked, and the places where they were when the job was submitted. */
    private final Map<String, String> needed = new LinkedHashMap<>();

    ShippedFiles(Bundle bundle) throws IOException {
        this.bundle = bundle;
        folder = Files.createTempDirectory("engram-files-");
        for (QueuedPlugin plugin : bundle.submission().plugins()) {
            if (!plugin.shipped()) {
                need(plugin.sha256(), "");
            }
        }
    }

    /** Returns the submission as bytes. */
    byte[] job() {
        return QueueCodec.encode(bundle.submission());
    }

    /** Notes the files of a run. */
    synchronized void need(QueuedRun run) {
        for (QueuedFile file : run.cell().files()) {
            need(file.sha256(), file.path());
        }
    }

    private void need(String sha256, String path) {
        if (known.add(sha256)) {
            needed.put(sha256, path);
        }
    }

    /**
     * Unpacks the files that were needed since the last call. A file that nobody has fails its runs, on the executor.
     */
    synchronized List<Path> unpack() throws DriverException {
        List<Path> files = new ArrayList<>();
        try {
            for (Map.Entry<String, String> file : needed.entrySet()) {
                Path target = folder.resolve(file.getKey());
                boolean found;
                try (OutputStream out = Files.newOutputStream(target)) {
                    found = bundle.copy(file.getKey(), out) || copyOriginal(file.getValue(), out);
                }
                if (found) {
                    files.add(target);
                }
            }
        } catch (IOException e) {
            throw new DriverException(1, "the files of the runs cannot be read: " + e);
        }
        needed.clear();
        return files;
    }

    /** Copies a file from where it was. The executor checks its contents. */
    private static boolean copyOriginal(String path, OutputStream out) throws IOException {
        try {
            if (path.isEmpty() || !Files.isRegularFile(Path.of(path))) {
                return false;
            }
            Files.copy(Path.of(path), out);
            return true;
        } catch (InvalidPathException e) {
            return false; // a path of another operating system
        }
    }

    /** A bundle in the folder of an executor. */
    record Received(Submission submission, Path folder) implements Bundle {
        @Override
        public boolean copy(String sha256, OutputStream to) throws IOException {
            Path file = folder.resolve(sha256);
            if (!Files.isRegularFile(file)) {
                return false;
            }
            Files.copy(file, to);
            return true;
        }
    }

    @Override
    public void close() {
        delete(folder);
    }

    /** Deletes a folder as far as possible. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // a temporary folder
        }
    }
}
