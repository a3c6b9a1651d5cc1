/**
 * The commands that read a suite and run it: {@code engram check}, {@code run}, {@code replay} and {@code schema}.
 * {@code RunCommand} parses the arguments, {@code RunPhases} executes tuning and comparison.
 */
package dev.engram.app.cli.suite;
