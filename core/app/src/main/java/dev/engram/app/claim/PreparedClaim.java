package dev.engram.app.claim;

import dev.engram.app.run.Plan;
import dev.engram.engine.claim.Claim;
import dev.engram.engine.claim.ClaimRuns;
import java.util.Optional;

/**
 * A claim whose suite or table was read.
 *
 * @param plan the runs to make; empty if the claim is judged by a table, or not run
 * @param published the rows of its table; empty if it has none
 * @param notRun the reason if it has neither; otherwise empty
 */
public record PreparedClaim(Claim claim, Optional<Plan> plan, Optional<ClaimRuns> published, String notRun) {
    static PreparedClaim planned(Claim claim, Plan plan) {
        return new PreparedClaim(claim, Optional.of(plan), Optional.empty(), "");
    }

    static PreparedClaim published(Claim claim, ClaimRuns table) {
        return new PreparedClaim(claim, Optional.empty(), Optional.of(table), "");
    }

    static PreparedClaim notRun(Claim claim, String reason) {
        return new PreparedClaim(claim, Optional.empty(), Optional.empty(), reason);
    }
}
