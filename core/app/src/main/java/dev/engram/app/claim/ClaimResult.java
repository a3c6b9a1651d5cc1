package dev.engram.app.claim;

import dev.engram.engine.claim.CheckResult;
import dev.engram.engine.claim.Claim;
import dev.engram.engine.claim.Verdict;
import java.util.List;

/**
 * The verdict on a claim.
 *
 * @param checks the verdict on each of its statements
 * @param reason why the claim was not run; empty if it was
 */
public record ClaimResult(Claim claim, List<CheckResult> checks, String reason) {
    public ClaimResult {
        checks = List.copyOf(checks);
    }

    /** The result of a claim that was not run. */
    static ClaimResult notRun(Claim claim, String reason) {
        return new ClaimResult(
                claim, claim.checks().stream().map(c -> c.notRun(reason)).toList(), reason);
    }

    /** Returns the worst verdict of the checks. */
    public Verdict verdict() {
        return Verdict.worst(checks.stream().map(CheckResult::verdict).toList());
    }

    /** Returns true if the claim failed, or could not be judged although it was run, and that was not expected. */
    public boolean isUnexpectedFailure() {
        boolean unjudged = verdict() == Verdict.NOT_RUN && reason.isEmpty();
        return (verdict() == Verdict.FAIL || unjudged) && claim.expectation().verdict() != verdict();
    }

    /** Returns true if the claim failed as expected. */
    public boolean isExpectedFailure() {
        return verdict() == Verdict.FAIL && claim.expectation().verdict() == Verdict.FAIL;
    }

    /** Returns true if the claim passed although the maintainers expect it to fail or to be near. */
    public boolean isBetterThanExpected() {
        return verdict() == Verdict.PASS && claim.expectation().verdict() != Verdict.PASS;
    }
}
