/**
 * Kinds of layer that the program does not ship, and tests that every learning rule works with them. They prove that a
 * new kind of layer needs no change in a rule.
 */
package dev.engram.app.components.layers;
