/**
 * Shapes: how the numbers of one example are arranged. Depends on nothing but the JDK, so that data sets, layers and
 * kernels can share it.
 */
package dev.engram.spi.shape;
