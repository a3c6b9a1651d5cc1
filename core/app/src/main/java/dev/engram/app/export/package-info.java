/**
 * The stored runs of a suite in the formats of other tools: CSV, JSON lines, TensorBoard's event files and RO-Crate.
 * Uses {@code engine.render} for JSON. The LaTeX table is in {@code engine.render}, images of charts are in
 * {@code report}.
 */
package dev.engram.app.export;
