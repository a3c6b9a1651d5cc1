/**
 * Rules about the protocol of a suite: unequal budgets, too few seeds, missing controls and the like. Each rule is a
 * pure function of a suite that returns what is doubtful and how to fix it. Depends on {@code suite} and the packages
 * below it. Start with {@link dev.engram.engine.lint.Linter}, which lists the rules.
 */
package dev.engram.engine.lint;
