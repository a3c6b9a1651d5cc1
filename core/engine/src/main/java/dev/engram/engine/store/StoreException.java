package dev.engram.engine.store;

/**
 * Thrown if the store cannot do what was asked. The message is shown to users unchanged. It names the file, the cause
 * and the remedy, in one sentence without a full stop.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    private enum Kind {
        OTHER,
        DAMAGE,
        TEMPORARY
    }

    private final Kind kind;

    public StoreException(String message) {
        this(message, null);
    }

    public StoreException(String message, Throwable cause) {
        this(message, cause, Kind.OTHER);
    }

    private StoreException(String message, Throwable cause, Kind kind) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * Returns an exception for a store whose contents are not what was written.
     *
     * @param store the name of the store
     * @param detail what is damaged; may be empty
     */
    public static StoreException damaged(String store, String detail, Throwable cause) {
        return new StoreException(
                store + " is damaged" + (detail.isEmpty() ? "" : " (" + detail + ")")
                        + "; restore it from a copy, or choose another file and run again"
                        + " ('engram store verify' lists all damage)",
                cause,
                Kind.DAMAGE);
    }

    /** Returns an exception for a server that is busy, starting or stopping, so that the same may succeed later. */
    public static StoreException temporary(String message, Throwable cause) {
        return new StoreException(message, cause, Kind.TEMPORARY);
    }

    /** Returns whether the contents of the store are not what was written, so that no result can be read from it. */
    public boolean isDamage() {
        return kind == Kind.DAMAGE;
    }

    /** Returns whether the same may succeed later, without a change by the user. */
    public boolean isTemporary() {
        return kind == Kind.TEMPORARY;
    }
}
