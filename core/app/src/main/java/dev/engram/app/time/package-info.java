/**
 * Durations as users write them, and time limits for calls that may never return. Depends on nothing.
 */
package dev.engram.app.time;
