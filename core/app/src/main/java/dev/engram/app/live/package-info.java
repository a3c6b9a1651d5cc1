/** The report of a suite while it runs, for browsers on this machine. */
package dev.engram.app.live;
