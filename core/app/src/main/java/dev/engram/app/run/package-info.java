/**
 * Plans, checks, execution and replay. Start with {@link dev.engram.app.run.Planner}, which lists the runs of a suite,
 * {@link dev.engram.app.run.PlanChecker}, which finds errors before anything is run, and {@link
 * dev.engram.app.run.Execution}, which makes the runs in parallel and stores them. Depends on the engine, {@code time}
 * and {@code logging}.
 */
package dev.engram.app.run;
