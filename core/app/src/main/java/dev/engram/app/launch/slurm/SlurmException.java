package dev.engram.app.launch.slurm;

/** Slurm refuses or does not answer; the message says why, in Slurm's words where it gave any. */
public final class SlurmException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlurmException(String message) {
        super(message);
    }
}
