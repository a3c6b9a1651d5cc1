package dev.engram.app.launch;

import dev.engram.engine.text.PrintableText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The last lines that workers printed. */
public final class LogTail {
    private static final int MAX_LINES = 5;
    private static final int MAX_BYTES = 16_384;
    /** Each launcher lets its workers print into files of the job's folder, or of one folder in it. */
    private static final int DEPTH = 2;

    private LogTail() {}

    /** Returns the log that was written last, in the folder of a job; empty if there is none. */
    public static Optional<Path> latest(Path jobFolder) {
        try (Stream<Path> files = Files.walk(jobFolder, DEPTH)) {
            return files.filter(LogTail::isLog)
                    .max(Comparator.comparing(f -> f.toFile().lastModified()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".out") || name.endsWith(".log")) && Files.isRegularFile(file);
    }

    /** Returns the last lines of a log, safe to print. */
    public static List<String> lines(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - MAX_BYTES);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank())
                    .map(PrintableText::line)
                    .toList();
            return lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
        } catch (IOException e) {
            return List.of("it cannot be read: " + e.getMessage());
        }
    }
}
