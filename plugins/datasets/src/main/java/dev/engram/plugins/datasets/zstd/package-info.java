/**
 * Unpacking of Zstandard, in which Polars packs tables unless it is told otherwise.
 *
 * <p>Start with {@link dev.engram.plugins.datasets.zstd.Zstd}. The format: Y. Collet and M. Kucherawy, "Zstandard
 * Compression and the 'application/zstd' Media Type", RFC 8878, 2021. The names are those of the RFC.
 */
package dev.engram.plugins.datasets.zstd;
