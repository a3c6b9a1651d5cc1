/**
 * The contract that every component keeps, ours and a stranger's alike: plain Java, no test framework, so that a
 * command can run it on a plugin that was just dropped into a folder. Everything runs through the real engine in
 * single precision and is deterministic.
 */
package dev.engram.testkit.contract;
