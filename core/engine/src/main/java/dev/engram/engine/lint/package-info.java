/** What is doubtful about the protocol of a suite: pure functions of it, each with a name, what is wrong and what to do. */
package dev.engram.engine.lint;
