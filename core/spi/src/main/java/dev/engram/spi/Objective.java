package dev.engram.spi;

/** The loss as rules see it, bound to the output layer. Errors are per example, never divided by the batch size. */
public interface Objective {
  /** Mean loss; delta = the error at the output <em>pre</em>-activation, rows x units. */
  double error(Trace output, Matrix targets, Scratch delta);

  /** Mean loss; each = one loss per example, rows x 1. */
  double losses(Trace output, Matrix targets, Scratch each);

  /** Mean loss of outputs that did not come out of a forward pass. */
  double value(Matrix y, Matrix targets);

  /** slope = d loss / d y at any outputs y. */
  void slope(Matrix y, Matrix targets, Scratch slope);
}
