package dev.engram.engine.train;

import dev.engram.engine.run.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** The hash of the parameters with which a run ends. */
final class ParameterHash {
    private ParameterHash() {}

    /**
     * Returns the first 128 bits of SHA-256 over the bits of the parameters, little-endian, in the order of the arena.
     */
    static String of(float[] point) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * point.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : point) {
            bytes.putInt(Float.floatToIntBits(v)); // one bit pattern for all NaNs, which differ between processors
        }
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes.array()), 0, 16);
    }
}
