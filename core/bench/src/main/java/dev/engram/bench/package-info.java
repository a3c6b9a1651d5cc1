/**
 * JMH benchmarks of training steps, matrix products, optimizers, rules and whole commands. Depends on the engine and
 * on JMH, and is built with the profile {@code bench} only. Start reading at {@link dev.engram.bench.BenchmarkMain}
 * and {@link dev.engram.bench.BenchmarkTables}.
 */
package dev.engram.bench;
