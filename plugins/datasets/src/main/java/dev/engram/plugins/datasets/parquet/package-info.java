/**
 * A reader of files in the format Apache Parquet: flat columns of numbers and text, in all encodings, packed with
 * Snappy, gzip, LZ4 or Zstandard, or not at all.
 *
 * <p>Start with {@link dev.engram.plugins.datasets.parquet.ParquetFile}. The format: Apache Parquet, "File Format",
 * version 2.11, 2025.
 */
package dev.engram.plugins.datasets.parquet;
