package dev.engram.spi;

/**
 * "This does not work, because ...": parts that do not fit together, a data file that is missing or damaged. Thrown
 * while a run is put together, never while it trains. The message is shown to the user as it is: it names the cause and
 * what to do about it, in one sentence without a full stop.
 */
public final class IncompatibleException extends RuntimeException {
    public IncompatibleException(String reason) {
        super(reason);
    }

    public IncompatibleException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
