/** Runs made by workers: other processes, which take them from the queue of a store or from a folder. */
package dev.engram.app.distribution.work;
