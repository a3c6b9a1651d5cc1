/**
 * Integration tests of the packed distribution, by topic: {@code cli} (commands and launcher), {@code suites} (what
 * suites can say), {@code runs} (bits, crashes, stores), {@code plugins} and {@code report}. This package has their
 * tools. Tests start the launcher in a process ({@link dev.engram.app.distribution.Launcher}) or, faster, call the
 * command line in their own JVM ({@link dev.engram.app.distribution.InProcessCli}).
 */
package dev.engram.app.distribution;
