package dev.engram.plugins.datasets.columnar;

import java.io.IOException;

/** A file is damaged, or has something that cannot be read. The message follows the name of the file. */
public final class ColumnFileException extends IOException {
    private static final long serialVersionUID = 1;

    private ColumnFileException(String message) {
        super(message);
    }

    /** @param finding what is wrong, as a sentence */
    public static ColumnFileException damaged(String finding) {
        return new ColumnFileException("is damaged or truncated: " + finding + "; fetch it again");
    }

    /**
     * @param kind the kind of file, with its article
     * @param beginning how such files begin
     */
    public static ColumnFileException otherKind(String kind, String beginning) {
        return new ColumnFileException("is not " + kind + ", because it does not begin with " + beginning
                + "; correct its name, or use the data set for its format");
    }

    /**
     * @param finding what the file has that cannot be read
     * @param advice what to do
     */
    public static ColumnFileException unsupported(String finding, String advice) {
        return new ColumnFileException(finding + "; " + advice);
    }
}
