/**
 * What stored runs say about the cells of a suite: a pure function of their measurements, and three ways to write it
 * down.
 */
package dev.engram.engine.compare;
