/**
 * The contract of losses. Start with {@link dev.engram.testkit.contract.loss.LossChecks}; every LossCase is an example
 * that the loss accepts. Depends on {@code contract.check}, {@code contract.tools} and {@code testkit.parts}.
 */
package dev.engram.testkit.contract.loss;
