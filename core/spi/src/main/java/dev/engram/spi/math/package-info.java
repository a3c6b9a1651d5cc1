/** Functions behind {@link dev.engram.spi.Maths}, which plugins call. Depends on nothing. */
package dev.engram.spi.math;
