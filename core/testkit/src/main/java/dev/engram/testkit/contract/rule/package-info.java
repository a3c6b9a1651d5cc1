/**
 * The contract of learning rules. Start with {@link dev.engram.testkit.contract.rule.RuleChecks}; a rule is checked in
 * a {@link dev.engram.testkit.contract.rule.TestNetwork}. Three classes check the direction of learning: DescentChecks
 * for the last layer, HiddenLayerChecks for the others, LabelLearningChecks for rules that receive no loss. Depends on
 * {@code contract.check}, {@code contract.tools}, {@code contract.bytecode} and the engine.
 */
package dev.engram.testkit.contract.rule;
