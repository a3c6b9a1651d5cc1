package dev.engram.app.mlflow;

/** An MLflow server could not be reached, or refused a request. The message says what to do. */
public final class MlflowException extends Exception {
    private static final long serialVersionUID = 1;

    MlflowException(String message) {
        super(message);
    }

    MlflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
