package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files, gzipped or not, and puts into words what went wrong with them. */
final class FileInput {
    private FileInput() {}

    /** Something that is read from a stream. */
    @FunctionalInterface
    interface StreamReader<R> {
        R read(InputStream in) throws IOException;
    }

    /** Reads a file, unpacked where its first two bytes say that it is gzipped. */
    static <R> R readFile(Path file, StreamReader<R> streamReader) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return streamReader.read(
                    packed ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw);
        } catch (NoSuchFileException e) {
            throw new IncompatibleException(
                    "there is no file " + file + "; correct the path, or put the file there", e);
        } catch (CharacterCodingException e) {
            throw new IncompatibleException(file + ": is not text in UTF-8; save it in that encoding", e);
        } catch (EOFException | ZipException e) {
            throw new IncompatibleException(file + ": is gzipped but damaged or cut off; fetch it again", e);
        } catch (IOException e) {
            throw new IncompatibleException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Text in UTF-8; anything else in it is an error. */
    static BufferedReader textReader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }
}
