/**
 * Landscapes: functions whose minima and other stationary points are known, to compare optimizers without a network.
 * Each component is one record; functions of two coordinates implement {@code Landscape.Plane}. Start with {@link
 * dev.engram.plugins.landscapes.Rosenbrock}. Depends only on the SPI.
 */
package dev.engram.plugins.landscapes;
