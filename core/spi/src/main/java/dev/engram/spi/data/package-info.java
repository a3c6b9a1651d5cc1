/**
 * Changes of examples on their way from a data set to a network. Depends on {@code spi} for random streams, and on
 * {@code spi.shape}.
 */
package dev.engram.spi.data;
