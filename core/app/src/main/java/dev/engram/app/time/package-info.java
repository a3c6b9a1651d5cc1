/**
 * Durations as users write them, and time limits for calls that may never return.
 */
package dev.engram.app.time;
