package dev.engram.app.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** File names made of names that users chose. */
public final class FileNames {
    /** File systems allow 255 bytes; this leaves room for an extension and a number. */
    private static final int MAX_BYTES = 200;

    private static final int DIGITS = 8;

    private FileNames() {}

    /**
     * Returns a file name that no other name has. A name that is not suitable gets dashes in place of special
     * characters, and eight digits of a hash: {@code a/b} becomes {@code a-b-c14cddc0}. A long name is cut in the same
     * way.
     */
    public static String unique(String name) {
        String readable = name.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        return readable.equals(name) && bytes(name) <= MAX_BYTES ? name : withHash(readable, name);
    }

    /** Returns a file name in which dashes stand for special characters. Other names may have the same. */
    static String similar(String name) {
        String readable = name.replaceAll("[^\\p{L}\\p{N}._=-]+", "-");
        return bytes(readable) <= MAX_BYTES ? readable : withHash(readable, name);
    }

    private static String withHash(String readable, String name) {
        String start = readable;
        while (bytes(start) > MAX_BYTES - DIGITS - 1) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + "-" + hash(name);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the end of an identifier in a document, in ASCII, that no other name has. */
    static String fragment(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-") + "-" + hash(name);
    }

    private static String hash(String name) {
        return sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
