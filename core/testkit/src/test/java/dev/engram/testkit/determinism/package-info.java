/**
 * Tests of hidden state: what the contract finds in components that remember more than they declare.
 */
package dev.engram.testkit.determinism;
