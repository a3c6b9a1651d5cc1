/**
 * Plans, checks and replay. Start with {@link dev.engram.app.run.Planner}, which lists the runs of a suite, and {@link
 * dev.engram.app.run.PlanChecker}, which finds errors before anything is run. Depends on the engine, {@code execution}
 * and {@code time}.
 */
package dev.engram.app.run;
