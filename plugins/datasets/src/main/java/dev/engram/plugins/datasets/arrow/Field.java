package dev.engram.plugins.datasets.arrow;

import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.Column.Type;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column as it is stored.
 *
 * @param storage how its values are stored
 * @param width bits of a value of fixed width
 * @param isSigned whether whole numbers have a sign
 * @param scale digits after the point of a decimal number
 * @param dictionary the dictionary of its values; null if there is none
 * @param children columns inside its values
 */
record Field(
        String name,
        Storage storage,
        int width,
        boolean isSigned,
        int scale,
        Dictionary dictionary,
        List<Field> children) {
    private static final int MAX_DEPTH = 32;
    private static final int[] PRECISIONS = {16, 32, 64};
    private static final int MAX_SCALE = 1000;

    /**
     * A reference to a dictionary.
     *
     * @param id the dictionary
     * @param index the stored numbers that refer to it
     */
    record Dictionary(long id, Field index) {}

    /** Ways to store values, in the order of the format. */
    enum Storage {
        NONE(0),
        NULL(0),
        INT(2),
        FLOATING_POINT(2),
        BINARY(3),
        UTF8(3),
        BOOL(2),
        DECIMAL(2),
        DATE(2),
        TIME(2),
        TIMESTAMP(2),
        INTERVAL(2),
        LIST(2),
        STRUCT(1),
        UNION(0),
        FIXED_SIZE_BINARY(2),
        FIXED_SIZE_LIST(1),
        MAP(2),
        DURATION(2),
        LARGE_BINARY(3),
        LARGE_UTF8(3),
        LARGE_LIST(2),
        RUN_END_ENCODED(0),
        BINARY_VIEW(2),
        UTF8_VIEW(2),
        LIST_VIEW(3),
        LARGE_LIST_VIEW(3);

        /** Parts of a batch, without those that a batch declares and without those of children. */
        final int parts;

        Storage(int parts) {
            this.parts = parts;
        }

        boolean isView() {
            return this == BINARY_VIEW || this == UTF8_VIEW;
        }
    }

    /** Reads the description of a column. */
    static Field of(FlatTable f) throws ColumnFileException {
        return of(f, 0);
    }

    private static Field of(FlatTable f, int depth) throws ColumnFileException {
        if (depth > MAX_DEPTH) {
            throw ColumnFileException.damaged("its columns are nested too deeply");
        }
        List<Field> children = new ArrayList<>();
        for (FlatTable child : f.tables(5)) {
            children.add(of(child, depth + 1));
        }
        int number = f.byteField(2);
        String name = f.text(0);
        if (number == 0 || number >= Storage.values().length) {
            throw ColumnFileException.unsupported(
                    "has column '" + name + "' of the unknown type " + number,
                    "drop it" + " before the file is written");
        }
        Storage storage = Storage.values()[number];
        Field plain = of(name, storage, f.table(3), children);
        if (!f.has(4)) {
            return plain;
        }
        FlatTable encoding = f.table(4);
        Field index = encoding.has(1)
                ? of(name, Storage.INT, encoding.table(1), List.of())
                : new Field(name, Storage.INT, Integer.SIZE, true, 0, null, List.of());
        Dictionary dictionary = new Dictionary(encoding.longField(0), index);
        return new Field(name, storage, plain.width, plain.isSigned, plain.scale, dictionary, children);
    }

    private static Field of(String name, Storage storage, FlatTable type, List<Field> children)
            throws ColumnFileException {
        int width = 0;
        int scale = 0;
        boolean isSigned = false;
        if (storage == Storage.INT) {
            width = type.intField(0, 0);
            isSigned = type.byteField(1) != 0;
        } else if (storage == Storage.FLOATING_POINT) {
            int precision = type.shortField(0);
            width = precision < 0 || precision >= PRECISIONS.length ? 0 : PRECISIONS[precision];
        } else if (storage == Storage.DECIMAL) {
            width = type.intField(2, 128);
            scale = type.intField(1, 0);
        }
        boolean isNumber = storage == Storage.INT || storage == Storage.FLOATING_POINT || storage == Storage.DECIMAL;
        int most = storage == Storage.DECIMAL ? 256 : Long.SIZE;
        if (isNumber && (width < Byte.SIZE || width > most || Integer.bitCount(width) != 1)) {
            throw ColumnFileException.damaged("column '" + name + "' has numbers of " + width + " bits");
        }
        if (Math.abs((long) scale) > MAX_SCALE) {
            throw ColumnFileException.damaged("column '" + name + "' has " + scale + " digits after the point");
        }
        return new Field(name, storage, width, isSigned, scale, null, children);
    }

    /** Returns the columns whose values are stored in a batch: the index in place of values in a dictionary. */
    Field stored() {
        return dictionary == null ? this : dictionary.index;
    }

    /** Returns the column of the values in its dictionary. */
    Field values() {
        return new Field(name, storage, width, isSigned, scale, null, children);
    }

    /** Returns the type of values that a table has. */
    Type type() {
        return switch (storage) {
            case INT -> !isSigned && width == Long.SIZE ? Type.FLOATING : Type.INTEGER;
            case FLOATING_POINT, DECIMAL -> Type.FLOATING;
            case BOOL -> Type.BOOLEAN;
            case UTF8, LARGE_UTF8, UTF8_VIEW -> Type.TEXT;
            default -> Type.OTHER;
        };
    }

    Column column() {
        String words = storage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Column(name, type(), type() == Type.TEXT ? "text" : words);
    }
}
