package dev.engram.engine.run;

/**
 * The work that a run takes.
 *
 * @param steps steps that the run will make
 * @param multiplyAdds multiply-adds of one step; 0 on a landscape
 * @param activationBytes bytes of activations that a forward pass of one step keeps; 0 on a landscape
 * @param weightBytes bytes of the weights that the run keeps in the store
 */
public record RunSize(long steps, long multiplyAdds, long activationBytes, long weightBytes) {
    /** The size of a run that cannot be made. */
    public static final RunSize NONE = new RunSize(0, 0, 0, 0);
}
