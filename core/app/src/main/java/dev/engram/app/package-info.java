/**
 * The entry point of the program. {@code Main} sets up the standard streams and calls the command line in {@code cli};
 * {@code ExitGuard} reports components that end the program.
 */
package dev.engram.app;
