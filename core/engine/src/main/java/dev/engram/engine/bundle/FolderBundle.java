package dev.engram.engine.bundle;

import dev.engram.engine.queue.QueueCodec;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Files and runs in a folder, for workers that share a file system and cannot reach a store: {@code submission}, {@code
 * runs} and {@code files/CHECKSUM}.
 */
public final class FolderBundle implements Bundle {
    private static final String SUBMISSION = "submission";
    private static final String RUNS = "runs";
    private static final String FILES = "files";

    private final Path folder;
    private final Submission submission;

    private FolderBundle(Path folder, Submission submission) {
        this.folder = folder;
        this.submission = submission;
    }

    /**
     * Writes a bundle. Files that the folder has already are not written again; the list of runs is replaced at once,
     * so that a worker sees the old list or the new one.
     *
     * @param files where the contents of the files are, by checksum
     * @throws dev.engram.spi.IncompatibleException if a file no longer has its checksum
     */
    public static FolderBundle write(Path folder, Submission submission, List<QueuedRun> runs, Map<String, Path> files)
            throws IOException {
        Path contents = Files.createDirectories(folder.resolve(FILES));
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path target = contents.resolve(file.getKey());
            if (!Files.exists(target)) {
                CheckedCopy.to(
                        target, file.getKey(), out -> CheckedCopy.copyUnchanged(file.getValue(), file.getKey(), out));
            }
        }
        replace(folder.resolve(SUBMISSION), out -> out.write(QueueCodec.encode(submission)));
        replace(folder.resolve(RUNS), out -> {
            DataOutputStream data = new DataOutputStream(out);
            for (QueuedRun run : runs) {
                byte[] bytes = QueueCodec.encode(run);
                data.writeInt(bytes.length);
                data.write(bytes);
            }
            data.flush();
        });
        return new FolderBundle(folder, submission);
    }

    private static void replace(Path file, CheckedCopy.Contents contents) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            contents.writeTo(out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Opens a bundle.
     *
     * @throws IOException with a message for users, if the folder is not a bundle or cannot be read
     */
    public static FolderBundle open(Path folder) throws IOException {
        try {
            return new FolderBundle(
                    folder, QueueCodec.decodeSubmission(Files.readAllBytes(folder.resolve(SUBMISSION))));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    folder + " is not a bundle: it has no file '" + SUBMISSION
                            + "'; 'engram run FILE --on NAME' writes one",
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(SUBMISSION) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the runs, in order.
     *
     * @throws IOException with a message for users
     */
    public List<QueuedRun> runs() throws IOException {
        List<QueuedRun> runs = new ArrayList<>();
        CellInterner cells = new CellInterner();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.resolve(RUNS))))) {
            while (true) {
                int length;
                try {
                    length = in.readInt();
                } catch (EOFException e) {
                    return runs;
                }
                byte[] bytes = in.readNBytes(length);
                runs.add(cells.shared(QueueCodec.decodeRun(bytes)));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(RUNS) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Submission submission() {
        return submission;
    }

    @Override
    public boolean copy(String sha256, OutputStream to) throws IOException {
        Path file = folder.resolve(FILES).resolve(sha256);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Files.copy(file, to);
        return true;
    }
}
