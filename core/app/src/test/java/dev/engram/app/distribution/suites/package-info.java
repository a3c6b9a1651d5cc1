/**
 * Tests of what suites can say: errors, plans, tuning, targets, chains, and the suites in {@code experiments}.
 */
package dev.engram.app.distribution.suites;
