/**
 * Runs made by workers: processes that take runs from the queue of a store, on any machine. {@link
 * dev.engram.app.work.Submitter} puts the runs of a plan into the queue, with their files. {@link
 * dev.engram.app.work.Worker} makes them. {@link dev.engram.app.work.RemoteRuns} starts workers through a launcher and
 * waits for the results.
 */
package dev.engram.app.work;
