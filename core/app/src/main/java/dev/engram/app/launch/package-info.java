/**
 * Launchers: programs that start workers somewhere. Start with {@link dev.engram.app.launch.WorkerLauncher}. Each kind
 * is one record whose fields are its options, with defaults and documentation; a new kind is one file and one line in
 * {@link dev.engram.app.launch.Launchers}, which also reads the user's own file of launchers. What is run when is not
 * decided here: workers take runs from the queue of the store.
 */
package dev.engram.app.launch;
