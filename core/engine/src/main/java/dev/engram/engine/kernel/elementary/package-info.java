/** Elementary functions of arrays, with the bits of the scalar functions in {@link dev.engram.spi.Maths}. */
package dev.engram.engine.kernel.elementary;
