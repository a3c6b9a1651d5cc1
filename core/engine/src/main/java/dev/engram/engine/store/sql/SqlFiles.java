package dev.engram.engine.store.sql;

import dev.engram.engine.store.sql.Database.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files of queued runs, by checksum, in parts that are rows of a table. */
final class SqlFiles {
    /** Bytes of a file in one row. */
    private static final int PART_BYTES = 4 << 20;

    private final Transactions transactions;
    private final Statements statements;

    SqlFiles(Transactions transactions, Statements statements) {
        this.transactions = transactions;
        this.statements = statements;
    }

    /** Returns whether a file is stored completely. */
    boolean contains(String sha256) {
        return transactions.run(
                Purpose.READ,
                () -> !statements
                        .select("SELECT 1 FROM stored_file WHERE sha256 = ?", r -> 1, sha256)
                        .isEmpty());
    }

    /**
     * Stores a file.
     *
     * @throws IOException if the contents cannot be read, or do not have the checksum
     */
    void put(String sha256, InputStream contents) throws IOException {
        DigestInputStream in = new DigestInputStream(contents, sha256());
        byte[] bytes = in.readNBytes(PART_BYTES);
        for (int part = 0; part == 0 || bytes.length > 0; part++) {
            putPart(sha256, part, bytes);
            bytes = in.readNBytes(PART_BYTES);
        }
        String found = HexFormat.of().formatHex(in.getMessageDigest().digest());
        if (!found.equals(sha256)) {
            throw new IOException("the contents have the SHA-256 " + found + ", and not " + sha256 + " as before");
        }
        transactions.run(
                Purpose.WRITE,
                () -> statements.update("INSERT INTO stored_file (sha256) VALUES (?) ON CONFLICT DO NOTHING", sha256));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Each part is a transaction of its own, so that a large file does not delay runs that are stored meanwhile. */
    private void putPart(String sha256, int part, byte[] bytes) {
        transactions.run(
                Purpose.WRITE,
                () -> statements.update(
                        "INSERT INTO file_part (sha256, part, contents) VALUES (?, ?, ?)"
                                + " ON CONFLICT (sha256, part) DO UPDATE SET contents = excluded.contents",
                        sha256,
                        part,
                        bytes));
    }

    /** Writes the contents of a stored file; returns false if it is not stored. */
    boolean copy(String sha256, OutputStream to) throws IOException {
        if (!contains(sha256)) {
            return false;
        }
        List<Integer> parts = transactions.run(
                Purpose.READ,
                () -> statements.select(
                        "SELECT part FROM file_part WHERE sha256 = ? ORDER BY part", r -> r.getInt(1), sha256));
        for (int part : parts) {
            Optional<byte[]> bytes = transactions.run(
                    Purpose.READ,
                    () -> statements
                            .select(
                                    "SELECT contents FROM file_part WHERE sha256 = ? AND part = ?",
                                    r -> r.getBytes(1),
                                    sha256,
                                    part)
                            .stream()
                            .findFirst());
            if (bytes.isPresent()) {
                to.write(bytes.get());
            }
        }
        return true;
    }
}
