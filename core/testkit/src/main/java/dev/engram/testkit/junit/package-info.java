/**
 * The contract as JUnit 5 tests. To test components of a kind, extend its class, such as
 * {@link dev.engram.testkit.junit.OptimizerContractTest}, and return the components; every promise becomes a test. The
 * checks themselves are in {@code testkit.contract}, which does not depend on JUnit.
 */
package dev.engram.testkit.junit;
