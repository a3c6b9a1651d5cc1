/** Metrics: what is measured while a network trains and when it has trained. */
package dev.engram.plugins.metrics;
