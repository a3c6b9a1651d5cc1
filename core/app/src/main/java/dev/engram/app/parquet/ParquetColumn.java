package dev.engram.app.parquet;

/** A column of a table: its name and the type of its values. Any value may be missing. */
public record ParquetColumn(String name, Type type) {
    /** Types, with the Java type of their values. */
    public enum Type {
        /** {@link String}. */
        TEXT(6),
        /** {@link Long}. */
        INTEGER(2),
        /** {@link Double}. */
        NUMBER(5),
        /** {@link Boolean}. */
        FLAG(0),
        /** {@link Long}, in milliseconds since 1970, UTC. */
        TIME(2);

        /** The number of the type in the format. */
        final int code;

        Type(int code) {
            this.code = code;
        }
    }

    public static ParquetColumn text(String name) {
        return new ParquetColumn(name, Type.TEXT);
    }

    public static ParquetColumn integer(String name) {
        return new ParquetColumn(name, Type.INTEGER);
    }

    public static ParquetColumn number(String name) {
        return new ParquetColumn(name, Type.NUMBER);
    }

    public static ParquetColumn flag(String name) {
        return new ParquetColumn(name, Type.FLAG);
    }

    public static ParquetColumn time(String name) {
        return new ParquetColumn(name, Type.TIME);
    }
}
