package dev.engram.spi.io;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A checksum against accidents, not against forgery: two cyclic redundancy checks with different polynomials, and the
 * length. Processors have instructions for both, which code by every compiler of the JVM uses; a cryptographic hash has
 * them only after C2 has compiled it.
 */
final class ContentChecksum implements Checksum {
    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();
    private long length;

    @Override
    public void update(int b) {
        first.update(b);
        second.update(b);
        length++;
    }

    @Override
    public void update(byte[] b, int off, int len) {
        first.update(b, off, len);
        second.update(b, off, len);
        length += len;
    }

    /** Returns the two checks as one number. */
    @Override
    public long getValue() {
        return first.getValue() << Integer.SIZE | second.getValue();
    }

    @Override
    public void reset() {
        first.reset();
        second.reset();
        length = 0;
    }

    /** Returns the checks and the length as the name of a file. */
    String text() {
        return Long.toHexString(getValue()) + "-" + Long.toHexString(length);
    }
}
