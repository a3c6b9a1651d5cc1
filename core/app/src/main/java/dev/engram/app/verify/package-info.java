/**
 * The command {@code engram verify}: checks a component against the contract of its kind, and compares optimizers and
 * learning rules with well-known ones. Start with {@link dev.engram.app.verify.Verification}. Depends on the engine,
 * the test kit's contracts and {@code time}.
 */
package dev.engram.app.verify;
