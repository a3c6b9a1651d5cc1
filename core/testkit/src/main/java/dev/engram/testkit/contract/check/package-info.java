/**
 * The elements of the contract: a {@link dev.engram.testkit.contract.check.Check} is one promise, its
 * {@link dev.engram.testkit.contract.check.ContractResult} says whether a component keeps it. Depends on nothing else
 * in the testkit.
 */
package dev.engram.testkit.contract.check;
