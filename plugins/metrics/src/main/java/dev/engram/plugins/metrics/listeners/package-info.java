/**
 * Listeners: series that are recorded during a run and cannot change it. The package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.metrics.listeners.Histograms}.
 */
package dev.engram.plugins.metrics.listeners;
