/**
 * A fuzzer of everything that Engram reads: suites, data files and stores. Start with {@link
 * dev.engram.app.distribution.fuzz.FuzzIT}.
 */
package dev.engram.app.distribution.fuzz;
