package dev.engram.engine.store.sql;

/** Thrown inside a transaction if what was read is not what was written. The message continues "FILE is damaged: ". */
final class DamageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamageException(String message) {
        super(message);
    }
}
