/**
 * Listeners: components that see a run and cannot change it. Depends on {@code spi} for parameters and random streams.
 */
package dev.engram.spi.listener;
