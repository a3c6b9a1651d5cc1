/**
 * Downloads of well-known data sets into the cache, with checksums. Depends on {@code spi.io} for the place of the
 * cache.
 * Start reading at {@link dev.engram.app.download.Downloader}.
 */
package dev.engram.app.download;
