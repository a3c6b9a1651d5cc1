package dev.engram.engine.design;

/**
 * A question that a design cannot ask, because a cell that it needs is not run.
 *
 * @param cell name of the cell that is not run
 * @param reason why it is not run
 */
public record UnansweredQuestion(Question question, String cell, String reason) {}
