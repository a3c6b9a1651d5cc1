/**
 * Choosing hyperparameters: where trials lie, how long they last, which is the best, whether that lies on a border. Pure
 * functions of numbers, and the same everywhere: points come from Sobol's sequence or from named streams, logarithms from
 * {@code StrictMath}.
 */
package dev.engram.engine.tune;
