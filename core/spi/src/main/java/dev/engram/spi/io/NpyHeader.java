package dev.engram.spi.io;

import dev.engram.spi.IncompatibleException;
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
 * text as a little-endian integer of 2 or 4 bytes, and the text, which is a Python dictionary. The format: NumPy
 * Enhancement Proposal 1.
 *
 * @param source the file, for messages
 * @param offset bytes before the first number
 * @param type encoding of the numbers
 * @param order order of the bytes of a number
 * @param fortran true: the first index varies fastest; false: the last one does
 * @param shape the sizes, none of them checked; empty for a single number
 */
public record NpyHeader(Object source, long offset, NumberType type, ByteOrder order, boolean fortran, long[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_TEXT = 1 << 16;
    /** The type of text, bytes or objects. */
    private static final Pattern NOT_NUMBERS = Pattern.compile("'descr'\\s*:\\s*'[<>|=]?([USO][0-9]*)'");

    private static final Pattern DTYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-z])([0-9]+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, L]*)\\)");
    private static final Map<String, NumberType> TYPES = Map.ofEntries(
            Map.entry("u1", NumberType.U1),
            Map.entry("b1", NumberType.U1),
            Map.entry("i1", NumberType.I1),
            Map.entry("u2", NumberType.U2),
            Map.entry("i2", NumberType.I2),
            Map.entry("u4", NumberType.U4),
            Map.entry("i4", NumberType.I4),
            Map.entry("i8", NumberType.I8),
            Map.entry("f2", NumberType.F2),
            Map.entry("f4", NumberType.F4),
            Map.entry("f8", NumberType.F8));

    /**
     * Reads a header; the stream is then at the first number.
     *
     * @param source the file, for messages
     * @throws IncompatibleException if the stream does not start with a header, or its numbers cannot be read
     */
    public static NpyHeader read(InputStream in, Object source) throws IOException {
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
        boolean fortran = find(ORDER, header, source).group(1).equals("True");
        NumberType known = TYPES.get(type.group(2) + type.group(3));
        if (known == null) {
            throw unsupported(source, type.group(2) + type.group(3));
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long[] shape = shape(find(SHAPE, header, source).group(1));
        return new NpyHeader(source, 8L + digits + textLength, known, order, fortran, shape);
    }

    private static Matcher find(Pattern pattern, String header, Object source) {
        Matcher m = pattern.matcher(header);
        if (m.find()) {
            return m;
        }
        Matcher text = NOT_NUMBERS.matcher(header);
        if (pattern == DTYPE && text.find()) {
            throw notNumbers(source, text.group(1));
        }
        if (pattern == DTYPE && header.contains("'descr'")) {
            throw unsupported(source, "a structure");
        }
        throw new IncompatibleException(
                source + ": its header is not one that numpy.save writes, so the file is damaged; fetch it again");
    }

    private static IncompatibleException notNumbers(Object source, String type) {
        return new IncompatibleException(source + ": contains "
                + (type.startsWith("O") ? "Python objects" : "text") + " (type " + type + "), but only arrays of"
                + " numbers can be read; for classes, save their indices,"
                + " numpy.unique(y, return_inverse=True)[1]; otherwise use astype to convert to one of " + types());
    }

    private static IncompatibleException unsupported(Object source, String type) {
        return new IncompatibleException(
                source + ": contains numbers of type " + type + "; convert it to one of " + types() + " with astype");
    }

    private static String types() {
        return TYPES.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static long[] shape(String text) {
        return Arrays.stream(text.split("[, L]+"))
                .filter(s -> !s.isEmpty())
                .mapToLong(s -> s.length() > 18 ? Long.MAX_VALUE : Long.parseLong(s))
                .toArray();
    }

    /** Returns the shape as text, such as {@code 60000 x 28 x 28}. */
    public String shown() {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }
}
