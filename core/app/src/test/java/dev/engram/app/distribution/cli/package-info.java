/**
 * Tests of the commands, the launcher and their output.
 */
package dev.engram.app.distribution.cli;
