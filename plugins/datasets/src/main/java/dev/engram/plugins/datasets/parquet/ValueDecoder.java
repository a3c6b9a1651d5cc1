package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.Column.Type;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.ColumnValues;
import dev.engram.plugins.datasets.columnar.Halves;
import dev.engram.plugins.datasets.parquet.Leaf.Meaning;
import dev.engram.plugins.datasets.parquet.Leaf.Physical;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Decodes the values of a page: numbers as the bits of a long, and text. */
final class ValueDecoder {
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int DELTA = 5;
    private static final int DELTA_LENGTH = 6;
    private static final int DELTA_BYTES = 7;
    private static final int SPLIT = 9;
    private static final long UNSIGNED_INT = 0xffffffffL;

    private final Leaf leaf;
    private final Physical physical;
    private final ByteReader in;

    ValueDecoder(Leaf leaf, ByteReader in) {
        this.leaf = leaf;
        physical = leaf.physical();
        this.in = in;
    }

    /** Reads so many values. */
    ColumnValues decode(int encoding, int n) throws ColumnFileException {
        return physical.isBytes() ? decodeBytes(encoding, n) : decodeNumbers(encoding, n);
    }

    private ColumnFileException unknown(int encoding) {
        return ColumnFileException.unsupported(
                "column '" + leaf.name() + "' has values in the encoding " + encoding + " of " + physical,
                "write the file with encodings of Parquet 2");
    }

    private ColumnValues decodeNumbers(int encoding, int n) throws ColumnFileException {
        long[] values;
        if (encoding == PLAIN && physical == Physical.BOOLEAN) {
            values = new long[n];
            RunLengths.unpack(in, 1, values, 0, n);
        } else if (encoding == PLAIN) {
            in.require((long) n * width());
            values = plain(in, n);
        } else if (encoding == RLE && physical == Physical.BOOLEAN) {
            values = new RunLengths(in.part(in.readInt() & UNSIGNED_INT), 1).read(n);
        } else if (encoding == DELTA && (physical == Physical.INT32 || physical == Physical.INT64)) {
            values = Deltas.read(in, n);
        } else if (encoding == SPLIT && physical != Physical.BOOLEAN) {
            values = plain(joined(width(), n), n);
        } else {
            throw unknown(encoding);
        }
        for (int i = 0; i < n; i++) {
            values[i] = number(values[i]);
        }
        return ColumnValues.numbers(leaf.type(), values);
    }

    private int width() {
        return physical == Physical.INT32 || physical == Physical.FLOAT ? Integer.BYTES : Long.BYTES;
    }

    private long[] plain(ByteReader from, int n) throws ColumnFileException {
        boolean wide = width() == Long.BYTES;
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
            values[i] = wide ? from.readLong() : from.readInt();
        }
        return values;
    }

    /** Puts values together whose first bytes are stored first, then their second ones, and so on. */
    private ByteReader joined(int width, int n) throws ColumnFileException {
        byte[] split = in.readArray((long) n * width);
        byte[] values = new byte[split.length];
        for (int b = 0; b < width; b++) {
            for (int i = 0; i < n; i++) {
                values[i * width + b] = split[b * n + i];
            }
        }
        return new ByteReader(values, "column '" + leaf.name() + "'");
    }

    /** Returns what a stored number means; a number with a fraction as the bits of a double. */
    private long number(long stored) {
        boolean isInt = physical == Physical.INT32;
        if (leaf.logicalType().meaning() == Meaning.DECIMAL) {
            return bits(BigDecimal.valueOf(
                            isInt ? (int) stored : stored, leaf.logicalType().scale())
                    .doubleValue());
        }
        if (leaf.logicalType().meaning() == Meaning.UNSIGNED) {
            return isInt ? stored & UNSIGNED_INT : bits(new BigDecimal(Long.toUnsignedString(stored)).doubleValue());
        }
        return switch (physical) {
            case FLOAT -> bits(Float.intBitsToFloat((int) stored));
            case INT32 -> (int) stored;
            default -> stored;
        };
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private ColumnValues decodeBytes(int encoding, int n) throws ColumnFileException {
        boolean fixed = physical != Physical.BYTE_ARRAY;
        return switch (encoding) {
            case PLAIN -> fixed ? fixed(in, n) : variable(n, null);
            case DELTA_LENGTH -> variable(n, Deltas.read(in, n));
            case DELTA_BYTES -> prefixed(n);
            case SPLIT -> fixed(joined(leaf.length(), n), n);
            default -> throw unknown(encoding);
        };
    }

    private ColumnValues fixed(ByteReader from, int n) throws ColumnFileException {
        from.require((long) n * leaf.length());
        Values values = new Values(n);
        for (int i = 0; i < n; i++) {
            values.set(i, from.part(leaf.length()));
        }
        return values.toColumn();
    }

    /** @param lengths lengths of the values; null if each is stored before its value */
    private ColumnValues variable(int n, long[] lengths) throws ColumnFileException {
        if (lengths == null) {
            in.require((long) n * Integer.BYTES);
        }
        Values values = new Values(n);
        for (int i = 0; i < n; i++) {
            values.set(i, in.part(lengths == null ? in.readInt() & UNSIGNED_INT : lengths[i]));
        }
        return values.toColumn();
    }

    /** Reads values that begin as the one before them. */
    private ColumnValues prefixed(int n) throws ColumnFileException {
        long[] shared = Deltas.read(in, n);
        long[] lengths = Deltas.read(in, n);
        Values values = new Values(n);
        byte[] last = {};
        for (int i = 0; i < n; i++) {
            if (shared[i] < 0 || shared[i] > last.length) {
                throw in.damaged("has a value that begins as " + shared[i] + " bytes of one with " + last.length);
            }
            byte[] rest = in.readArray(lengths[i]);
            byte[] value = Arrays.copyOf(last, (int) shared[i] + rest.length);
            System.arraycopy(rest, 0, value, (int) shared[i], rest.length);
            values.set(i, new ByteReader(value, "column '" + leaf.name() + "'"));
            last = value;
        }
        return values.toColumn();
    }

    /** Values from bytes. */
    private final class Values {
        private final String[] texts;
        private final long[] numbers;

        private Values(int n) {
            boolean isText = leaf.type() == Type.TEXT;
            texts = new String[isText ? n : 0];
            numbers = new long[isText ? 0 : n];
        }

        private void set(int i, ByteReader value) throws ColumnFileException {
            if (leaf.type() == Type.TEXT) {
                texts[i] = value.readText(value.remaining());
            } else if (leaf.logicalType().meaning() == Meaning.HALF) {
                numbers[i] = bits(Halves.toDouble(value.readShort()));
            } else {
                byte[] digits = value.readArray(value.remaining());
                BigInteger unscaled = digits.length == 0 ? BigInteger.ZERO : new BigInteger(digits);
                numbers[i] = bits(new BigDecimal(unscaled, leaf.logicalType().scale()).doubleValue());
            }
        }

        private ColumnValues toColumn() {
            return new ColumnValues(leaf.type(), numbers, texts);
        }
    }
}
