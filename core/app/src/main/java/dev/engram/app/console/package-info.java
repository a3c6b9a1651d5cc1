/**
 * The streams that a command writes to, and what is known about the terminal. Depends on {@code text}.
 */
package dev.engram.app.console;
