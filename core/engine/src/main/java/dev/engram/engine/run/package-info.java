/**
 * Both ends of a run as plain values. A {@link dev.engram.engine.run.ResolvedRun} holds everything that is needed to
 * make a run: components, data, settings and seed. A {@link dev.engram.engine.run.RunResult} holds everything that
 * comes out.
 *
 * <p>{@code data}, {@code step}, {@code inspect} and {@code train} make runs from the one and return the other. They
 * need no YAML, plugins, database, files or command line. The suite side makes resolved runs ({@code
 * config.RunSpec#resolve}), the store keeps results ({@code store.Run}). Depends on the SPI and on {@code weights}.
 * Start reading at {@link dev.engram.engine.run.ResolvedRun}.
 */
package dev.engram.engine.run;
