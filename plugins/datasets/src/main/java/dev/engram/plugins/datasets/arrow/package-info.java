/**
 * A reader of files in the formats of Apache Arrow: IPC files, which are also called Feather version 2, and IPC
 * streams.
 *
 * <p>Start with {@link dev.engram.plugins.datasets.arrow.ArrowFile}. The format: Apache Arrow, "Arrow Columnar Format",
 * version 1.5, 2024.
 */
package dev.engram.plugins.datasets.arrow;
