package dev.engram.app.launch;

/**
 * Workers that were started.
 *
 * @param handle the launcher's own name for them, which is kept in the store
 * @param message one line for the user, such as the id of a Slurm job
 */
public record Launched(String handle, String message) {}
