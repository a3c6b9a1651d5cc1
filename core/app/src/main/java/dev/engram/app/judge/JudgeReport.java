package dev.engram.app.judge;

import dev.engram.engine.judge.Judgment;
import java.util.List;
import java.util.Optional;

/**
 * The answer of the judge.
 *
 * @param attempt the number of this candidate among those tried against the baseline on the suite, from 1
 * @param attempts the number of candidates tried so far
 * @param level the part of the significance level that this candidate gets
 * @param first the judgment on the seeds of the suite
 * @param confirmation the judgment on fresh seeds; empty if it was not asked for, or if there is nothing to confirm
 */
public record JudgeReport(
        JudgePlan plan, int attempt, int attempts, double level, Part first, Optional<Part> confirmation) {
    /**
     * A judgment with the means that it compares.
     *
     * @param seeds the seeds that were looked at
     * @param baselineMean mean of the metric over the seeds on which both have a value, on all problems
     * @param candidateMean the same of the candidate
     * @param misses numbers of seeds without a value
     */
    public record Part(Judgment judgment, List<Long> seeds, double baselineMean, double candidateMean, Misses misses) {
        public Part {
            seeds = List.copyOf(seeds);
        }
    }

    /**
     * Numbers of seeds on which a side has no value on some problem, for example because its run diverged.
     *
     * @param baseline of the baseline
     * @param candidate of the candidate
     */
    public record Misses(int baseline, int candidate) {}

    /** Returns the judgment that decides: that on fresh seeds if there is one. */
    public Judgment last() {
        return confirmation.orElse(first).judgment();
    }
}
