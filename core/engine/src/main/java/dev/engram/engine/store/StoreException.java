package dev.engram.engine.store;

/**
 * The store cannot do what was asked. The message is shown to the user as it is: it names the file, the cause and what
 * to do about it, in one sentence without a full stop.
 */
public final class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
