package dev.engram.app.launch;

/** Thrown when workers cannot be started or stopped; the message is for users, with the launcher's own words. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
