/**
 * The contract of optimizers. Start with {@link dev.engram.testkit.contract.optimizer.OptimizerChecks}; optimizers
 * minimize a QuadraticObjective. Elementwise and proportional optimizers make further promises. Depends on {@code
 * contract.check}, {@code contract.tools} and the engine.
 */
package dev.engram.testkit.contract.optimizer;
