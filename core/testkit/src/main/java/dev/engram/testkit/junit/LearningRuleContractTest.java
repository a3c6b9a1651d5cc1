package dev.engram.testkit.junit;

import dev.engram.spi.LearningRule;

/** Checks the contract of learning rules. Extend it, and return the components. */
public abstract class LearningRuleContractTest extends ContractTest<LearningRule> {}
