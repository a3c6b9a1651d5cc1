package dev.engram.engine.store;

/**
 * Thrown if the store cannot do what was asked. The message is shown to users unchanged. It names the file, the cause
 * and the remedy, in one sentence without a full stop.
 */
public final class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
