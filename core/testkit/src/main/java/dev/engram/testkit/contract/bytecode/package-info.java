/**
 * Inspection of a component's classes and objects: which methods its code calls, and whether its objects have hidden
 * state. Start with {@link dev.engram.testkit.contract.bytecode.ComponentClasses}. Depends on {@code contract.check}.
 */
package dev.engram.testkit.contract.bytecode;
