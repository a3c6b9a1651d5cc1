package dev.engram.engine.run;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, of which a run of a millisecond needs eight. */
public final class Sha256 {
    /** Never updated, only copied: the JDK searches its providers for each new one, and creates it by reflection. */
    private static final MessageDigest UNUSED = create();

    private Sha256() {}

    /** Returns a new digest. Safe for any number of threads. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return create(); // of a provider whose digests cannot be copied
        }
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
