/**
 * Examines a learning rule from outside, without leaving a trace in the run: which information its gradient depends
 * on ({@link dev.engram.engine.inspect.Locality}) and what it does in one step, for metrics ({@link
 * dev.engram.engine.inspect.Diagnostics}). Both let a {@link dev.engram.engine.inspect.RuleProbe} observe the rule,
 * which is the place to start reading. Depends on {@code network}, {@code data} and {@code step}.
 */
package dev.engram.engine.inspect;
