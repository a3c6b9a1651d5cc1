/**
 * The configuration of one run: its keys ({@link dev.engram.engine.config.SuiteKey}), its reader, its text in a unique
 * form, its identity in the store, and overrides of single values. Depends on {@code bind} and the packages below it.
 * Start with {@link dev.engram.engine.config.RunSpec}.
 */
package dev.engram.engine.config;
