/**
 * What the readers of tables that are stored column by column share: columns, their values, bytes of a file, and
 * unpacking. Every length in a file is checked before memory is reserved for it. The package depends on no other
 * package of this plugin.
 *
 * <p>Start with {@link dev.engram.plugins.datasets.columnar.ColumnFile}.
 */
package dev.engram.plugins.datasets.columnar;
