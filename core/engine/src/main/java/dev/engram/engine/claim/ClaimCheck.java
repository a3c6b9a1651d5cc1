package dev.engram.engine.claim;

import java.util.List;

/** One statement of a claim, which is judged by itself. */
public sealed interface ClaimCheck permits NumberCheck, OrderCheck, EquivalenceCheck, FactCheck {
    /** Judges the results of runs. */
    CheckResult judge(ClaimRuns runs);

    /** Returns the statistics that the check reads. */
    List<Statistic> statistics();

    /** Returns the statement in words, for a claim that is not run. */
    CheckResult notRun(String reason);
}
