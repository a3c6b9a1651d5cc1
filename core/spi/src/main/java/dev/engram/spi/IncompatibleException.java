package dev.engram.spi;

/**
 * Reports that a run cannot be made: its parts are not compatible, or a data file is missing or damaged. A component
 * should throw it while the run is being prepared. An optimizer may also throw it during training, if it cannot
 * continue.
 *
 * <p>The message is shown to the user as it is. It says what is wrong and what to do, in one sentence without a full
 * stop.
 */
public final class IncompatibleException extends RuntimeException {
    public IncompatibleException(String reason) {
        super(reason);
    }

    public IncompatibleException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
