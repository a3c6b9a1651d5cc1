/**
 * A writer of tables in the format Apache Parquet, which needs no library. Start with {@link
 * dev.engram.app.parquet.ParquetWriter}.
 */
package dev.engram.app.parquet;
