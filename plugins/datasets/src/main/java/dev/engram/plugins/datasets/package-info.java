/**
 * Data sets: bundled tables (iris, digits, wine, breast-cancer), files (csv, arff, parquet, arrow, idx, npy, npz,
 * folders of images, MNIST, CIFAR) and generated problems with known answers. A data set returns a table of inputs and
 * targets; the engine splits and scales it. Augmentations change examples before a network sees them. Errors in files
 * name the file, and line and column of a text. The packages depend only on the SPI.
 *
 * <p>Start with {@link dev.engram.plugins.datasets.Xor} and {@link dev.engram.plugins.datasets.Csv}.
 */
package dev.engram.plugins.datasets;
