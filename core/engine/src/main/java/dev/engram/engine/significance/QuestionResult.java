package dev.engram.engine.significance;

import dev.engram.engine.design.Question;
import java.util.Optional;

/**
 * The answer to a question.
 *
 * @param metric name of the metric
 * @param contrast the value of the question over all blocks, with its test and verdict. Differences are those of the
 *     question: level minus reference, or the change of that gap
 * @param costRatio multiply-adds of the level over those of the reference, in the cells of the question; NaN if
 *     unknown, if nothing is multiplied, and for interactions and trends
 * @param reason why nothing was compared, if a cell of the question is not run
 */
public record QuestionResult(
        Question question, String metric, Contrast contrast, double costRatio, Optional<String> reason) {}
