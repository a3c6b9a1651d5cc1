/**
 * Float arithmetic and nothing else. Every function is bitwise equal to the short scalar loop in its comment,
 * with the Vector API or without it, on every CPU: vectorising and blocking never change the order of the
 * operations that make one element of the result. (A NaN stays a NaN; its payload may differ.)
 */
package dev.engram.engine.kernel;
