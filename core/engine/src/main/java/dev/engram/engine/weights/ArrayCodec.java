package dev.engram.engine.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Named arrays as bytes in a store: the version of the format, the number of arrays, and for each the length of its
 * name, the name in UTF-8, the number of sizes, the sizes, and its numbers; all little endian, in 4 bytes each. No bit
 * is lost, and equal arrays give equal bytes.
 */
public final class ArrayCodec {
    private static final int FORMAT = 1;

    private ArrayCodec() {}

    /** Returns arrays as bytes. */
    public static byte[] encode(List<NamedArray> arrays) {
        long length = 2L * Integer.BYTES;
        for (NamedArray a : arrays) {
            long words = 2L + a.shape().length + a.values().length;
            length += words * Integer.BYTES + name(a).length;
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(FORMAT).putInt(arrays.size());
        for (NamedArray a : arrays) {
            out.putInt(name(a).length).put(name(a)).putInt(a.shape().length);
            for (int size : a.shape()) {
                out.putInt(size);
            }
            out.asFloatBuffer().put(a.values());
            out.position(out.position() + Float.BYTES * a.values().length);
        }
        return out.array();
    }

    private static byte[] name(NamedArray a) {
        return a.name().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the arrays of {@link #encode}.
     *
     * @throws IllegalArgumentException if these are not its bytes, with the reason
     */
    public static List<NamedArray> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int format = in.getInt();
            if (format != FORMAT) {
                throw new IllegalArgumentException("the weights have format " + format + "; this Engram reads format "
                        + FORMAT + ": use the Engram that stored them");
            }
            List<NamedArray> arrays = new ArrayList<>();
            for (int n = in.getInt(); n > 0; n--) {
                arrays.add(array(in));
            }
            return arrays;
        } catch (BufferUnderflowException e) {
            throw truncated(e);
        }
    }

    private static NamedArray array(ByteBuffer in) {
        byte[] name = new byte[count(in, 1)];
        in.get(name);
        int[] shape = new int[count(in, Integer.BYTES)];
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.getInt();
            size *= shape[i];
        }
        if (size < 0 || size > in.remaining() / Float.BYTES) {
            throw truncated(null);
        }
        float[] values = new float[(int) size];
        in.asFloatBuffer().get(values);
        in.position(in.position() + Float.BYTES * values.length);
        return new NamedArray(new String(name, StandardCharsets.UTF_8), shape, values);
    }

    private static int count(ByteBuffer in, int bytes) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / bytes) {
            throw truncated(null);
        }
        return count;
    }

    private static IllegalArgumentException truncated(BufferUnderflowException cause) {
        return new IllegalArgumentException("the weights are damaged: their end is missing", cause);
    }
}
