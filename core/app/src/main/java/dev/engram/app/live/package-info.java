/**
 * The report of a suite while it runs, for browsers on this machine. Start with {@link dev.engram.app.live.LiveServer}:
 * it serves a {@link dev.engram.app.live.LiveReport}, which reads the store when a page asks for news. Depends on
 * {@code results} and {@code report}; the only package that uses the JDK's HTTP server.
 */
package dev.engram.app.live;
