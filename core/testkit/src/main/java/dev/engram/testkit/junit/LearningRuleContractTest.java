package dev.engram.testkit.junit;

import dev.engram.spi.LearningRule;

/** The contract of learning rules. */
public abstract class LearningRuleContractTest extends ContractTest<LearningRule> {}
