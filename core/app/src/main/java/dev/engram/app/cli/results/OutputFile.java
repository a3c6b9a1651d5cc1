package dev.engram.app.cli.results;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.run.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of {@code --to}, or standard output. */
final class OutputFile {
    private OutputFile() {}

    /** Checks a file before its text is computed. Returns why it cannot be written; null stands for standard output. */
    static Optional<String> problem(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return Optional.of(refusal(file, "there is no folder " + folder));
        }
        return Files.isDirectory(file) ? Optional.of(refusal(file, "it is a folder")) : Optional.empty();
    }

    /** Writes a text to a file or, if it is null, to standard output. */
    static void write(String text, Path file, Console console) {
        if (file == null) {
            console.out().print(text);
            console.out().flush();
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw UserError.because(refusal(file, FileErrors.reason(e)));
        }
    }

    private static String refusal(Path file, String reason) {
        return file + " cannot be written (" + reason + "); choose another path with --to";
    }
}
