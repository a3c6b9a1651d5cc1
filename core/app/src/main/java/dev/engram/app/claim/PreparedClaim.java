package dev.engram.app.claim;

import dev.engram.app.run.Plan;
import dev.engram.engine.claim.Claim;
import java.util.Optional;

/**
 * A claim whose suite was read.
 *
 * @param plan the runs; empty if the claim is not run
 * @param notRun the reason; empty if it is run
 */
public record PreparedClaim(Claim claim, Optional<Plan> plan, String notRun) {}
