/**
 * The command line: one picocli class for each command of {@code engram}. A command parses its arguments, gets services
 * from {@link dev.engram.app.wiring.Services} and prints results to a {@link dev.engram.app.console.Console}. Options
 * that several commands share are in {@code options}; the subcommands of {@code engram store} in {@code store}. Start
 * reading at {@link dev.engram.app.cli.CommandLineInterface} and {@code RunCommand}. To add a command, write a class
 * and register it there.
 */
package dev.engram.app.cli;
