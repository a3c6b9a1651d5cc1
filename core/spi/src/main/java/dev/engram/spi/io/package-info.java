/**
 * Safe reading of data files: no devices, no small files that unpack to fill the memory, and no data set that fills it.
 * Data sets that read files should open them with {@link dev.engram.spi.io.DataFiles}. Files whose rows all have the
 * same length are best read with {@link dev.engram.spi.io.RowReader}, which keeps large ones on disk. Depends on
 * {@code spi} and {@code spi.shape}.
 */
package dev.engram.spi.io;
