/**
 * Croissant metadata that lie next to a data set: they give the hyperparameters that a suite leaves out, such as the
 * target.
 *
 * <p>Start with {@link dev.engram.engine.croissant.CroissantDefaults}. The format: MLCommons, "Croissant Format
 * Specification", version 1.0, 2024.
 */
package dev.engram.engine.croissant;
