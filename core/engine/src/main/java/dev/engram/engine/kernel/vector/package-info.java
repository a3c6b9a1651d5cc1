/**
 * The switch between scalar and vector loops: whether the vector module is present, and whether a loop is warm. Both
 * loops give the same bits.
 */
package dev.engram.engine.kernel.vector;
