/**
 * Data sets: bundled tables (iris, digits, wine, breast-cancer), files (csv, idx) and generated problems with known
 * answers. A data set returns a table of inputs and targets; the engine splits and scales it. Errors in files name
 * the file, line and column. The package depends only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.datasets.Xor} and {@link dev.engram.plugins.datasets.Csv}.
 */
package dev.engram.plugins.datasets;
