/**
 * The command line: one picocli class for each command of {@code engram}, and the options that several commands share
 * ({@code PluginOptions}, {@code StoreOptions}, {@code StoredSuite}). A command parses its arguments, gets services
 * from {@link dev.engram.app.wiring.Services} and prints results to a {@link dev.engram.app.console.Console}. Wrong
 * input is a {@code UserError}. Start reading at {@link dev.engram.app.cli.CommandLineInterface} and {@code
 * RunCommand}; to add a command, write a class and register it there.
 */
package dev.engram.app.cli;
