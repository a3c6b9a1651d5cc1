/**
 * The commands for runs on many machines: {@code engram work}, {@code engram status} and {@code engram cancel}, and the
 * options with which {@code engram run} starts workers.
 */
package dev.engram.app.cli.work;
