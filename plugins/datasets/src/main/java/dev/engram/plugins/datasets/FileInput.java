package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataFiles;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.zip.ZipException;

/** Reads files, gzipped or not, and turns failures into messages. */
final class FileInput {
    /** First bytes of files that are often taken for text, as ISO 8859-1 characters. */
    private static final Map<String, String> BINARY_KINDS = Map.of(
            "PK\3\4", "a zip archive or a spreadsheet",
            "\u00d0\u00cf\u0011\u00e0", "an old spreadsheet",
            "PAR1\u0015", "a Parquet file",
            "ARROW1\0", "an Arrow file",
            "\u0093NUMPY", "a NumPy array",
            "\u0089HDF", "an HDF5 file",
            "\u0089PNG", "a PNG image",
            "%PDF-", "a PDF document",
            "SQLite format 3", "an SQLite database");

    private static final int LONGEST_START = 16;

    private FileInput() {}

    /** A function that reads a value from a stream. */
    @FunctionalInterface
    interface StreamReader<R> {
        R read(InputStream in) throws IOException;
    }

    /** Work that reads a file. */
    @FunctionalInterface
    interface Reading<R> {
        R run() throws IOException;
    }

    /** Reads a regular file, gzipped or not. */
    static <R> R readFile(Path file, StreamReader<R> streamReader) {
        return guard(file, () -> {
            try (InputStream in = DataFiles.openCached(file)) {
                return streamReader.read(in);
            }
        });
    }

    /** Reads the start of a regular file, gzipped or not. */
    static <R> R readStart(Path file, StreamReader<R> streamReader) {
        return guard(file, () -> {
            try (InputStream in = DataFiles.open(file)) {
                return streamReader.read(in);
            }
        });
    }

    /** Reads, and turns failures into messages about a file. */
    static <R> R guard(Path file, Reading<R> reading) {
        try {
            return reading.run();
        } catch (NoSuchFileException e) {
            throw new IncompatibleException(
                    "the file " + e.getFile() + " does not exist; correct the path, or put the file there", e);
        } catch (CharacterCodingException e) {
            throw new IncompatibleException(file + ": is not text in UTF-8; save it in that encoding", e);
        } catch (EOFException | ZipException e) {
            throw new IncompatibleException(file + ": is gzipped but damaged or truncated; fetch it again", e);
        } catch (IOException e) {
            throw new IncompatibleException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Returns a digest without input. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Opens a file of UTF-8 text; invalid bytes are an error.
     *
     * @param in a stream that can be marked
     * @param file its file, for messages
     * @throws IncompatibleException if it begins like a file of another kind
     */
    static BufferedReader textReader(InputStream in, Path file) throws IOException {
        in.mark(LONGEST_START);
        String start = new String(in.readNBytes(LONGEST_START), StandardCharsets.ISO_8859_1);
        in.reset();
        for (Map.Entry<String, String> kind : BINARY_KINDS.entrySet()) {
            if (start.startsWith(kind.getKey())) {
                throw new IncompatibleException(file + ": is " + kind.getValue() + ", not text; save it as text");
            }
        }
        return textReader(in);
    }

    /** Opens UTF-8 text; invalid bytes are an error. */
    static BufferedReader textReader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }
}
