/**
 * Trainings whose steps are in a test's own hands, for tests of rules and optimizers on the real engine: a task, its
 * made-up examples, and a laboratory that steps, differentiates numerically and looks at single parameters.
 */
package dev.engram.testkit.harness;
