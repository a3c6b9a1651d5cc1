/**
 * The commands that read the stored results of a suite: {@code engram compare}, {@code report}, {@code watch} and
 * {@code export}.
 */
package dev.engram.app.cli.results;
