/**
 * Making runs in parallel and storing them. Start with {@link dev.engram.app.execution.Execution}: its threads take one
 * {@link dev.engram.app.execution.RunTask} after the other from a {@link dev.engram.app.execution.RunSource}, which is
 * a list of planned runs or the queue of a store. Leases in the store divide the runs among processes. A {@link
 * dev.engram.app.execution.StopSignal} ends an execution in good order. Depends on the engine, {@code time} and {@code
 * logging}.
 */
package dev.engram.app.execution;
