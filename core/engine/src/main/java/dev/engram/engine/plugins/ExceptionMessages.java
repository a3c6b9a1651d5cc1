package dev.engram.engine.plugins;

import dev.engram.engine.text.ExceptionText;
import dev.engram.spi.IncompatibleException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.pf4j.PluginRuntimeException;

/** Descriptions of exceptions for users, who see a message but no stack trace. */
final class ExceptionMessages {
    private ExceptionMessages() {}

    static String of(Throwable t) {
        if (t instanceof InvocationTargetException || t instanceof ExceptionInInitializerError) {
            return of(t.getCause());
        }
        if (t instanceof TypeNotPresentException e) {
            return missing(e.typeName());
        }
        if (t instanceof ClassNotFoundException || isMissing(t)) {
            return missing(ExceptionText.message(t).replace('/', '.'));
        }
        if (t instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        if (t instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        String message = ExceptionText.message(t);
        boolean complete =
                t instanceof PluginRuntimeException || t instanceof ZipException || t instanceof IncompatibleException;
        if (complete && !message.isEmpty()) {
            return message;
        }
        if (t instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        return message.isEmpty() ? t.getClass().getName() : ExceptionText.describe(t);
    }

    /**
     * Returns false for the other form of this error, "wrong name", which means that a class is in the wrong folder.
     */
    private static boolean isMissing(Throwable t) {
        return t instanceof NoClassDefFoundError && ExceptionText.message(t).matches("[\\w$/.]+");
    }

    private static String missing(String type) {
        return "the class " + type + " is missing"
                + (type.startsWith("dev.engram.engine.")
                        ? " (plugins can use dev.engram.spi, but not the engine)"
                        : "");
    }
}
