package dev.engram.engine.store.sql;

import dev.engram.engine.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Checks of a store's file before SQLite touches it, so that a file of another program stays unchanged. */
final class StoreFile {
    /** The start of SQLite's file format: https://www.sqlite.org/fileformat.html, section 1.3. */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final int HEADER = 100;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    /** The first letters of the types of file systems that machines share. */
    private static final List<String> SHARED =
            List.of("nfs", "lustre", "gpfs", "beegfs", "cifs", "smb", "ceph", "glusterfs", "fuse", "9p", "afs");

    private StoreFile() {}

    /** Creates the folders of a new file; refuses an existing file that is not a store. */
    static void prepare(Path file) {
        if (Files.isDirectory(file)) {
            throw new StoreException(file + " is a folder; give a file in it, such as " + file.resolve("runs.db"));
        }
        Path folder = file.getParent();
        if (!Files.exists(file)) {
            createFolder(file, folder);
        } else if (!Files.isRegularFile(file)) {
            throw foreign(file);
        } else {
            if (!Files.isReadable(file) || !Files.isWritable(file)) {
                throw new StoreException(
                        "no permission to read and write " + file + "; change its permissions, or choose another file");
            }
            checkHeader(file);
        }
        if (!Files.isWritable(folder)) {
            // Also for an existing file: SQLite keeps its journal in the same folder.
            throw new StoreException("no permission to write in the folder " + folder
                    + "; change its permissions, or put the store elsewhere");
        }
    }

    /** Returns whether SQLite can write to a file, and to its folder, where the journal is. */
    static boolean isWritable(Path file) {
        return Files.isWritable(file) && Files.isWritable(file.getParent());
    }

    /** Refuses a file that is not a store or cannot be read. */
    static void checkReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw new StoreException("no permission to read " + file + "; change its permissions");
        }
        checkHeader(file);
    }

    /** Returns the version in the header of a store. */
    static int version(Path file) {
        ByteBuffer header = header(file);
        return header.limit() < HEADER ? 0 : header.getInt(USER_VERSION);
    }

    /** Returns whether a file has a write-ahead log: another process may use it, or has been killed. */
    static boolean hasLog(Path file) {
        return Files.exists(log(file));
    }

    /** Returns a text that changes when a file is written to. */
    static String state(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return reason(e);
        }
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** Returns whether a file is on a file system that machines share, where SQLite's locks cannot be trusted. */
    static boolean isShared(Path file) {
        try {
            String type = Files.getFileStore(file).type().toLowerCase(Locale.ROOT);
            return SHARED.stream().anyMatch(type::startsWith);
        } catch (IOException e) {
            return false;
        }
    }

    /** Copies a file with its log into a new folder, which is returned. */
    static Path copy(Path file) {
        try {
            Path folder = Files.createTempDirectory("engram-store");
            String before = state(file) + state(log(file));
            Path copy = Files.copy(file, folder.resolve(file.getFileName()));
            if (Files.exists(log(file))) {
                Files.copy(log(file), log(copy));
            }
            if (!before.equals(state(file) + state(log(file)))) {
                delete(folder);
                throw new StoreException(file + " was changed while it was copied; run the command again when the"
                        + " process that writes to it has ended");
            }
            try (Stream<Path> copies = Files.list(folder)) {
                copies.forEach(c -> c.toFile().setWritable(true));
            }
            return folder;
        } catch (IOException e) {
            throw new StoreException(
                    file + " cannot be written to, and cannot be copied to the folder for temporary files (" + reason(e)
                            + "); free some space there, or change the permissions of the store",
                    e);
        }
    }

    /** Deletes the folder of a copy. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit(); // another program has a file of it open
        }
    }

    private static void createFolder(Path file, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    e.getFile() + " is a file, but " + file
                            + " needs a folder there; choose another file for the store",
                    e);
        } catch (IOException e) {
            throw new StoreException(
                    "the folder " + folder + " cannot be created (" + reason(e)
                            + "); create it yourself, or put the store elsewhere",
                    e);
        }
    }

    private static void checkHeader(Path file) {
        ByteBuffer header = header(file);
        if (header.limit() == 0) {
            return;
        }
        if (header.limit() < HEADER || header.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
            throw foreign(file);
        }
        Schema.check(file, header.getInt(APPLICATION_ID), header.getInt(USER_VERSION));
    }

    private static ByteBuffer header(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(HEADER));
        } catch (IOException e) {
            throw new StoreException(
                    file + " cannot be read (" + reason(e) + "); correct this, or choose another file", e);
        }
    }

    static StoreException foreign(Path file) {
        return new StoreException(file + " is not an Engram store and was left unchanged; choose another file");
    }

    /** Returns the kind of I/O error, because the message is often only the path. */
    private static String reason(IOException e) {
        String kind =
                e.getClass().getSimpleName().replaceAll("(Exception)$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        boolean isGeneric = kind.equals("IO") || kind.equals("File System");
        return isGeneric ? String.valueOf(e.getMessage()) : kind.toLowerCase(Locale.ROOT);
    }
}
