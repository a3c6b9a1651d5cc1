/**
 * Suites: files that extend each other, axes, problems, exclusions, baseline and seeds, read into cells with one
 * configuration each; and the JSON Schema of suites. Depends on {@code config}, {@code design} and {@code
 * suite.tuning}. Start with {@link dev.engram.engine.suite.SuiteReader}.
 */
package dev.engram.engine.suite;
