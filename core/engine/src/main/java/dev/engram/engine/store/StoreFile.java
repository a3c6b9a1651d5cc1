package dev.engram.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What can be said about a store's file before SQLite touches it: a file of somebody else's stays as it is. */
final class StoreFile {
    /** The start of SQLite's file format: https://www.sqlite.org/fileformat.html, section 1.3. */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final int HEADER = 100;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    private StoreFile() {}

    /** Makes the folders of a new file, and refuses one that cannot be ours. */
    static void prepare(Path file) {
        if (Files.isDirectory(file)) {
            throw new StoreException(file + " is a folder; name a file in it, such as " + file.resolve("runs.db"));
        }
        Path folder = file.getParent();
        if (!Files.exists(file)) {
            makeFolder(file, folder);
        } else if (!Files.isRegularFile(file)) {
            throw foreign(file);
        } else {
            if (!Files.isReadable(file) || !Files.isWritable(file)) {
                throw new StoreException(file
                        + " may not be read and written by you; change its permissions, or name another" + " file");
            }
            checkHeader(file);
        }
        if (!Files.isWritable(folder)) {
            // Even for an old file: SQLite keeps its journal beside it.
            throw new StoreException(
                    folder + " is a folder that you may not write in; change its permissions, or put the"
                            + " store elsewhere");
        }
    }

    private static void makeFolder(Path file, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    e.getFile() + " is a file where " + file + " needs a folder; name another file for the" + " store",
                    e);
        } catch (IOException e) {
            throw new StoreException(
                    "the folder " + folder + " cannot be made (" + reason(e) + "); make it, or put the store"
                            + " elsewhere",
                    e);
        }
    }

    private static void checkHeader(Path file) {
        ByteBuffer header;
        try (InputStream in = Files.newInputStream(file)) {
            header = ByteBuffer.wrap(in.readNBytes(HEADER));
        } catch (IOException e) {
            throw new StoreException(file + " cannot be read (" + reason(e) + "); mend that, or name another file", e);
        }
        if (header.limit() == 0) {
            return;
        }
        if (header.limit() < HEADER || header.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
            throw foreign(file);
        }
        Schema.check(file, header.getInt(APPLICATION_ID), header.getInt(USER_VERSION));
    }

    static StoreException foreign(Path file) {
        return new StoreException(file + " is not a store of Engram, and was left as it is; name another file");
    }

    /** The kind of I/O error, as the message is often only the path. */
    private static String reason(IOException e) {
        String kind =
                e.getClass().getSimpleName().replaceAll("(Exception)$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        boolean saysNothing = kind.equals("IO") || kind.equals("File System");
        return saysNothing ? String.valueOf(e.getMessage()) : kind.toLowerCase(Locale.ROOT);
    }
}
