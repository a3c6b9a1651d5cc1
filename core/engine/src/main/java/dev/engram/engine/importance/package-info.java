/**
 * The importance of hyperparameters: functional analysis of variance of a random forest over the trials of a search
 * (Hutter, Hoos and Leyton-Brown 2014). Pure functions of stored trials, the same on every machine: the forest draws
 * from named streams, and sums have a fixed order. The forest is Engram's own, because the decomposition needs the
 * regions of the leaves. Depends on {@code random} and {@code compare}. Start with {@link
 * dev.engram.engine.importance.HyperparameterImportance}.
 */
package dev.engram.engine.importance;
