package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.Column;
import dev.engram.plugins.datasets.columnar.Column.Type;
import dev.engram.plugins.datasets.columnar.ColumnFileException;

/**
 * A column as it is stored.
 *
 * @param index position among the stored columns of a group of rows; -1 if it is nested
 * @param physical the stored type
 * @param length the bytes of a value of fixed length
 * @param optional whether values can be missing
 */
record Leaf(String name, int index, Physical physical, int length, boolean optional, LogicalType logicalType) {
    /**
     * The type of the values that are stored.
     *
     * @param scale digits after the decimal point of a decimal number
     * @param shown its name for users
     */
    record LogicalType(Meaning meaning, int scale, String shown) {}

    /** Stored types, in the order of the format. */
    enum Physical {
        BOOLEAN,
        INT32,
        INT64,
        INT96,
        FLOAT,
        DOUBLE,
        BYTE_ARRAY,
        FIXED_LEN_BYTE_ARRAY;

        boolean isBytes() {
            return this == BYTE_ARRAY || this == FIXED_LEN_BYTE_ARRAY || this == INT96;
        }
    }

    /** What stored values are. */
    enum Meaning {
        PLAIN,
        UNSIGNED,
        DECIMAL,
        HALF,
        TEXT,
        OTHER
    }

    private static final int REQUIRED = 0;
    private static final int REPEATED = 2;
    private static final int INT96_BYTES = 12;
    private static final int MAX_SCALE = 1000;
    private static final int HALF_BYTES = 2;
    private static final String[] CONVERTED = {
        "text", "map", "map", "list", "text", "decimal", "date", "time", "time", "timestamp", "timestamp"
    };
    private static final int DECIMAL_CONVERTED = 5;
    private static final int FIRST_UNSIGNED = 11;
    private static final int LAST_UNSIGNED = 14;
    private static final int LAST_INTEGER = 18;
    /** The names of logical types by their number in the format. */
    private static final String[] LOGICAL = {
        "",
        "text",
        "map",
        "list",
        "text",
        "decimal",
        "date",
        "time",
        "timestamp",
        "",
        "integer",
        "null",
        "json",
        "bson",
        "uuid",
        "half",
        "variant",
        "geometry",
        "geography"
    };

    /** Returns a column of nested values, which is not read. */
    static Leaf nested(String name) {
        return new Leaf(name, -1, Physical.BYTE_ARRAY, 0, false, new LogicalType(Meaning.OTHER, 0, "nested values"));
    }

    /** Returns the column that an element of the schema describes. */
    static Leaf of(ThriftStruct element, int index) throws ColumnFileException {
        String name = element.text(4);
        long repetition = element.number(3, REQUIRED);
        long type = element.number(1);
        if (repetition < REQUIRED || repetition > REPEATED || type < 0 || type >= Physical.values().length) {
            throw ColumnFileException.damaged("the column '" + name + "' is of an unknown type");
        }
        Physical physical = Physical.values()[(int) type];
        long length = physical == Physical.INT96 ? INT96_BYTES : element.number(2, 0);
        if (length < 0 || length > Integer.MAX_VALUE || physical == Physical.FIXED_LEN_BYTE_ARRAY && length == 0) {
            throw ColumnFileException.damaged("the column '" + name + "' has values of " + length + " bytes");
        }
        String shown = repetition == REPEATED ? "list" : shown(element, physical);
        return new Leaf(
                name,
                index,
                physical,
                (int) length,
                repetition != REQUIRED,
                new LogicalType(meaning(shown, physical, (int) length, isUnsigned(element)), scale(element), shown));
    }

    private static String shown(ThriftStruct element, Physical physical) throws ColumnFileException {
        if (element.has(10)) {
            ThriftStruct logical = element.struct(10);
            for (int i = 1; i < LOGICAL.length; i++) {
                if (logical.has(i)) {
                    return LOGICAL[i];
                }
            }
        }
        long converted = element.number(6, -1);
        if (converted >= 0 && converted < CONVERTED.length) {
            return CONVERTED[(int) converted];
        }
        boolean integer = converted >= FIRST_UNSIGNED && converted <= LAST_INTEGER;
        if (converted >= 0 && !integer) {
            return "converted type " + converted;
        }
        return switch (physical) {
            case BOOLEAN -> "boolean";
            case INT32, INT64 -> "integer";
            case FLOAT, DOUBLE -> "number";
            case INT96 -> "timestamp";
            default -> "binary";
        };
    }

    private static Meaning meaning(String shown, Physical physical, int length, boolean unsigned) {
        Meaning plain = unsigned ? Meaning.UNSIGNED : Meaning.PLAIN;
        return switch (shown) {
            case "boolean", "integer", "number" -> physical.isBytes() ? Meaning.OTHER : plain;
            case "decimal" -> physical == Physical.INT96 ? Meaning.OTHER : Meaning.DECIMAL;
            case "half" ->
                physical == Physical.FIXED_LEN_BYTE_ARRAY && length == HALF_BYTES ? Meaning.HALF : Meaning.OTHER;
            case "text" -> physical.isBytes() ? Meaning.TEXT : Meaning.OTHER;
            default -> Meaning.OTHER;
        };
    }

    private static boolean isUnsigned(ThriftStruct element) throws ColumnFileException {
        if (element.has(10) && element.struct(10).has(10)) {
            return !element.struct(10).struct(10).flag(2, true);
        }
        long converted = element.number(6, -1);
        return converted >= FIRST_UNSIGNED && converted <= LAST_UNSIGNED;
    }

    private static int scale(ThriftStruct element) throws ColumnFileException {
        boolean logical = element.has(10) && element.struct(10).has(DECIMAL_CONVERTED);
        long scale = logical ? element.struct(10).struct(DECIMAL_CONVERTED).number(1, 0) : element.number(7, 0);
        if (scale < 0 || scale > MAX_SCALE) {
            throw ColumnFileException.damaged("a decimal number has " + scale + " digits after its point");
        }
        return (int) scale;
    }

    /** Returns the type of values that a table has. */
    Type type() {
        return switch (logicalType.meaning) {
            case OTHER -> Type.OTHER;
            case TEXT -> Type.TEXT;
            case DECIMAL, HALF -> Type.FLOATING;
            default -> plainType();
        };
    }

    private Type plainType() {
        if (physical == Physical.BOOLEAN) {
            return Type.BOOLEAN;
        }
        boolean large = logicalType.meaning == Meaning.UNSIGNED && physical == Physical.INT64;
        return large || physical == Physical.FLOAT || physical == Physical.DOUBLE ? Type.FLOATING : Type.INTEGER;
    }

    Column column() {
        return new Column(name, type(), logicalType.shown);
    }
}
