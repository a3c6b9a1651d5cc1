/**
 * The stored runs of a suite in the formats of other tools: CSV, JSON lines, Parquet, TensorBoard's event files and
 * RO-Crate. Uses {@code engine.json} and {@code app.parquet}. The LaTeX table is in {@code engine.render}, images of
 * charts are in {@code report}.
 */
package dev.engram.app.export;
