/**
 * Safe reading of data files: no devices, and no small files that unpack to fill the memory. Data sets that read files
 * should open them with {@link dev.engram.spi.io.DataFiles}. Depends only on {@code spi}.
 */
package dev.engram.spi.io;
