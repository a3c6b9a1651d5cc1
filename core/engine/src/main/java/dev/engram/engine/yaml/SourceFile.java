package dev.engram.engine.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the text of a file that the user named. */
public final class SourceFile {
    private SourceFile() {}

    /**
     * Returns the text of a file; empty if it cannot be read, in which case the reason is added to the problems.
     *
     * @param referencedAt the location where the file is named, for problems with the file as a whole
     */
    public static Optional<String> read(Path file, Location referencedAt, String path, Problems problems) {
        boolean first = referencedAt.line() == 0;
        String subject = first ? "" : file + " ";
        if (Files.isDirectory(file)) {
            problems.add(referencedAt, path, subject + "is a directory; name a file");
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(SuiteLimits.FILE_BYTES + 1);
        } catch (NoSuchFileException e) {
            problems.add(referencedAt, path, subject + "does not exist");
            return Optional.empty();
        } catch (AccessDeniedException e) {
            problems.add(referencedAt, path, subject + "is not readable; check its permissions");
            return Optional.empty();
        } catch (IOException e) {
            problems.add(referencedAt, path, subject + "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
        if (bytes.length > SuiteLimits.FILE_BYTES) {
            problems.add(
                    referencedAt,
                    path,
                    subject + "is larger than " + SuiteLimits.FILE_BYTES + " bytes; name a suite in YAML");
            return Optional.empty();
        }
        return decoded(file, bytes, problems);
    }

    private static Optional<String> decoded(Path file, byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            problems.add(locationAfter(file.toString(), text), "", "this is not UTF-8 text; save the file as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** Returns the location right after a text. */
    static Location locationAfter(String file, String text) {
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return new Location(file, line, last.codePointCount(0, last.length()) + 1);
    }
}
