/** {@code engram import}: other people's results, on their way from a table into a store. */
package dev.engram.app.imported;
