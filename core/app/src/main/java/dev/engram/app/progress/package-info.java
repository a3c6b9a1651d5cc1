/**
 * The progress of an execution on the terminal: a bar, or lines where the output is not a terminal. Start with {@link
 * dev.engram.app.progress.ProgressFactory}. Depends on {@code run} and {@code console}; the only package that uses the
 * progress bar library.
 */
package dev.engram.app.progress;
