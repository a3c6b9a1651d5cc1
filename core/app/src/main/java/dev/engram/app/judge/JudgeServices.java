package dev.engram.app.judge;

import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.run.Planner;
import dev.engram.app.verify.Verification;
import jakarta.inject.Inject;

/**
 * The way from a question to a judgment, one service for each stage.
 *
 * @param planner reads the suite
 * @param plans finds the cells to run
 * @param verification checks the candidate against its contract
 * @param executions makes runs in this process
 * @param judge adds runs until it can decide
 */
public record JudgeServices(
        Planner planner, JudgePlanner plans, Verification verification, ExecutionFactory executions, Judge judge) {
    @Inject
    public JudgeServices {}
}
