/**
 * Schedules: numbers that change during training as functions of the step, which counts from 0. Some wrap or join
 * other schedules. The package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.schedules.Cosine} and {@link dev.engram.plugins.schedules.WarmUp}.
 */
package dev.engram.plugins.schedules;
