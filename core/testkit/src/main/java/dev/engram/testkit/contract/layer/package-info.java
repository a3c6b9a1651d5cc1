/**
 * The contract of layers: derivatives against central differences, the inner product of tangent and error, state,
 * random numbers, memory. Each layer is checked inside a small network, with the engine's own blocks. Read {@code
 * LayerChecks} first. Depends on {@code harness} and {@code parts}.
 */
package dev.engram.testkit.contract.layer;
