/**
 * The contract that every component must keep, whether it is shipped with Engram or not. Start with
 * {@link dev.engram.testkit.contract.Contract}, which returns the checks of a component. The checks of a kind are in
 * {@code ...Checks}; those of rules, optimizers and losses have their own packages.
 *
 * <p>The contract is plain Java without a test framework, so that the command {@code engram verify} can run it. Every
 * check uses the real engine in single precision and is deterministic.
 */
package dev.engram.testkit.contract;
