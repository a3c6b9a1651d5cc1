/**
 * The contract of listeners, which are checked in whole runs: {@link
 * dev.engram.testkit.contract.listener.ListenerChecks}.
 */
package dev.engram.testkit.contract.listener;
