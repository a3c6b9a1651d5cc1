package dev.engram.plugins.datasets.arrow;

import dev.engram.plugins.datasets.arrow.Field.Storage;
import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.Column.Type;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.ColumnValues;
import dev.engram.plugins.datasets.columnar.Halves;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decodes the values of a column of a batch; those that are missing get some value. */
final class PartDecoder {
    private static final int VIEW_BYTES = 16;
    private static final int INLINE_BYTES = 12;

    private final Field field;
    private final ByteReader[] parts;
    private final String what;

    /** @param parts the parts of the column, without the one for missing values */
    PartDecoder(Field field, ByteReader[] parts, String what) {
        this.field = field;
        this.parts = parts;
        this.what = what;
    }

    /** @param valid the bits of values that are not missing; null if none is missing */
    ColumnValues decode(int n, byte[] valid) throws ColumnFileException {
        return switch (field.storage()) {
            case INT, FLOATING_POINT, DECIMAL -> numbers(n, valid);
            case BOOL -> flags(n);
            case UTF8, LARGE_UTF8 -> texts(n);
            case UTF8_VIEW -> views(n, valid);
            default -> throw new IllegalArgumentException("no values of " + field.storage());
        };
    }

    private ColumnValues numbers(int n, byte[] valid) throws ColumnFileException {
        int width = field.width() / Byte.SIZE;
        parts[0].require((long) n * width);
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
            if (field.storage() == Storage.DECIMAL) {
                byte[] digits = parts[0].readArray(width);
                values[i] = Batch.isValid(valid, i) ? bits(decimal(digits)) : 0;
            } else {
                values[i] = number(parts[0].readBytes(width));
            }
        }
        return ColumnValues.numbers(field.type(), values);
    }

    /** @param digits the lowest byte first */
    private double decimal(byte[] digits) {
        byte[] reversed = new byte[digits.length];
        for (int i = 0; i < digits.length; i++) {
            reversed[digits.length - 1 - i] = digits[i];
        }
        return new BigDecimal(new BigInteger(reversed), field.scale()).doubleValue();
    }

    private long number(long stored) {
        int unused = Long.SIZE - field.width();
        if (field.storage() == Storage.FLOATING_POINT) {
            return switch (field.width()) {
                case 16 -> bits(Halves.toDouble((int) stored));
                case 32 -> bits(Float.intBitsToFloat((int) stored));
                default -> stored;
            };
        }
        if (field.isSigned()) {
            return stored << unused >> unused;
        }
        return unused > 0 ? stored : bits(new BigDecimal(Long.toUnsignedString(stored)).doubleValue());
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private ColumnValues flags(int n) throws ColumnFileException {
        byte[] bytes = parts[0].readArray(((long) n + Byte.SIZE - 1) / Byte.SIZE);
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
            values[i] = Batch.isValid(bytes, i) ? 1 : 0;
        }
        return ColumnValues.numbers(Type.BOOLEAN, values);
    }

    private ColumnValues texts(int n) throws ColumnFileException {
        boolean large = field.storage() == Storage.LARGE_UTF8;
        String[] values = new String[n];
        if (n > 0) {
            parts[0].require((n + 1L) * (large ? Long.BYTES : Integer.BYTES));
            long from = large ? parts[0].readLong() : parts[0].readInt();
            parts[1].skip(from);
            for (int i = 0; i < n; i++) {
                long to = large ? parts[0].readLong() : parts[0].readInt();
                values[i] = parts[1].readText(to - from);
                from = to;
            }
        }
        return ColumnValues.texts(values);
    }

    /** Reads short texts where they are, and long ones from other parts. */
    private ColumnValues views(int n, byte[] valid) throws ColumnFileException {
        parts[0].require((long) n * VIEW_BYTES);
        String[] values = new String[n];
        for (int i = 0; i < n; i++) {
            ByteReader view = parts[0].part(VIEW_BYTES);
            if (Batch.isValid(valid, i)) {
                values[i] = text(view);
            }
        }
        return ColumnValues.texts(values);
    }

    private String text(ByteReader view) throws ColumnFileException {
        int length = view.readInt();
        if (length <= INLINE_BYTES) {
            return view.readText(length);
        }
        view.skip(Integer.BYTES);
        int part = view.readInt();
        int from = view.readInt();
        if (part < 0 || part + 1 >= parts.length) {
            throw ColumnFileException.damaged(what + " has a text in a part that does not exist");
        }
        ByteReader texts = parts[part + 1].fork();
        texts.skip(from);
        return texts.readText(length);
    }
}
