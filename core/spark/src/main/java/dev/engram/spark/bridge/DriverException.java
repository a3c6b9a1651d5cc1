package dev.engram.spark.bridge;

/** A problem that ends the work, with a message for the user. */
public final class DriverException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** @param exitCode 2 if nothing was run because of invalid input, 1 otherwise */
    public DriverException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Returns the exit code of the driver. */
    public int exitCode() {
        return exitCode;
    }
}
