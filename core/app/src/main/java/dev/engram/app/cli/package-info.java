/**
 * The command line: one picocli class for each command of {@code engram}. A command parses its arguments, gets services
 * from {@link dev.engram.app.wiring.Services} and prints results to a {@link dev.engram.app.console.Console}. The
 * commands are in the packages below, by subject; what several of them share is in {@code options} and {@code text}.
 * Start reading at {@link dev.engram.app.cli.CommandLineInterface} and {@code suite.RunCommand}. To add a command,
 * write a class and a line in {@code Commands}, which has their order in the help.
 */
package dev.engram.app.cli;
