package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.NumberType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of an array in NumPy's format, versions 1 to 3: the bytes 93 4E 55 4D 50 59, the version, the length of a
 * text as a little-endian integer of 2 or 4 bytes, and the text, which is a Python dictionary.
 *
 * @param source the file, for messages
 * @param offset bytes before the first number
 */
record NpyHeader(Object source, long offset, NumberType type, ByteOrder order, int[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_TEXT = 1 << 16;
    private static final Pattern DTYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z])([0-9]+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, L]*)\\)");
    private static final Map<String, NumberType> TYPES = Map.of(
            "u1", NumberType.U1,
            "b1", NumberType.U1,
            "i1", NumberType.I1,
            "u2", NumberType.U2,
            "i2", NumberType.I2,
            "u4", NumberType.U4,
            "i4", NumberType.I4,
            "i8", NumberType.I8,
            "f4", NumberType.F4,
            "f8", NumberType.F8);

    static NpyHeader read(InputStream in, Object source) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(MAGIC, 0, 6, start, 0, 6) || start[6] < 1 || start[6] > 3) {
            throw new IncompatibleException(source + ": does not start like an array of NumPy (93 4e 55 4d 50 59, then"
                    + " 1, 2 or 3); save it with numpy.save");
        }
        int digits = start[6] == 1 ? 2 : 4;
        byte[] length = in.readNBytes(digits);
        long textLength = 0;
        for (int i = length.length - 1; i >= 0; i--) {
            textLength = textLength << 8 | length[i] & 0xff;
        }
        byte[] text = textLength > MAX_TEXT ? new byte[0] : in.readNBytes((int) textLength);
        if (length.length < digits || text.length < textLength) {
            throw new IncompatibleException(source + ": its header has " + textLength + " bytes, but "
                    + (textLength > MAX_TEXT ? "at most " + MAX_TEXT + " are possible" : "the file ends inside it")
                    + "; it is damaged or truncated: fetch it again");
        }
        String header = new String(text, StandardCharsets.UTF_8);
        Matcher type = find(DTYPE, header, source);
        if (find(ORDER, header, source).group(1).equals("True")) {
            throw new IncompatibleException(source + ": is in Fortran order, column by column; save"
                    + " numpy.ascontiguousarray of it, which is row by row");
        }
        NumberType known = TYPES.get(type.group(2) + type.group(3));
        if (known == null) {
            throw unsupported(source, type.group(2) + type.group(3));
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int[] shape = shape(find(SHAPE, header, source).group(1), source);
        return new NpyHeader(source, 8L + digits + textLength, known, order, shape);
    }

    private static Matcher find(Pattern pattern, String header, Object source) {
        Matcher m = pattern.matcher(header);
        if (m.find()) {
            return m;
        }
        if (pattern == DTYPE && header.contains("'descr'")) {
            throw unsupported(source, "a structure");
        }
        throw new IncompatibleException(
                source + ": its header is not one of numpy.save; it is damaged: fetch it again");
    }

    private static IncompatibleException unsupported(Object source, String type) {
        return new IncompatibleException(source + ": contains numbers of type " + type + "; convert it to one of "
                + TYPES.keySet().stream().sorted().collect(Collectors.joining(", ")) + " with astype");
    }

    private static int[] shape(String text, Object source) {
        long[] sizes = Arrays.stream(text.split("[, L]+"))
                .filter(s -> !s.isEmpty())
                .mapToLong(s -> s.length() > 18 ? Long.MAX_VALUE : Long.parseLong(s))
                .toArray();
        String shown = text(sizes);
        double example = 1;
        for (int i = 0; i < sizes.length; i++) {
            example *= i == 0 ? 1 : sizes[i];
            if (sizes[i] < 1 || sizes[i] > Integer.MAX_VALUE - 8 || example > Integer.MAX_VALUE - 8) {
                throw new IncompatibleException(
                        source + ": has the shape " + shown + ", but every size must be from 1 to "
                                + (Integer.MAX_VALUE - 8) + ", and so must the size of an example");
            }
        }
        if (sizes.length == 0) {
            throw new IncompatibleException(source + ": is a single number; an array of examples is needed");
        }
        return Arrays.stream(sizes).mapToInt(s -> (int) s).toArray();
    }

    private static String text(long... sizes) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }

    /** Returns the shape as text. */
    String shown() {
        return text(Arrays.stream(shape).asLongStream().toArray());
    }

    /** Returns the number of examples. */
    int rows() {
        return shape[0];
    }

    /** Returns the number of numbers of an example. */
    int width() {
        int width = 1;
        for (int i = 1; i < shape.length; i++) {
            width *= shape[i];
        }
        return width;
    }
}
