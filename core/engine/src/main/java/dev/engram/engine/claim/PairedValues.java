package dev.engram.engine.claim;

import dev.engram.engine.statistics.SignedRank;

/** Statistics of two cells, paired by seed. A run that diverged is larger than every number. */
final class PairedValues {
    private PairedValues() {}

    /** Returns the values of a statistic, infinite for runs that diverged. */
    static double[] of(Statistic s, ClaimRuns runs) {
        return runs.of(s.cell()).stream().mapToDouble(r -> value(s, runs, r)).toArray();
    }

    private static double value(Statistic s, ClaimRuns runs, ClaimRun run) {
        return run.result().outcome().isMiss() ? Double.POSITIVE_INFINITY : s.value(runs, run.seed());
    }

    /** Returns a - b for the seeds that both have; 0 if both diverged. */
    static double[] differences(Statistic a, Statistic b, ClaimRuns runs) {
        return runs.of(a.cell()).stream()
                .filter(r -> runs.run(b.cell(), r.seed()) != null)
                .mapToDouble(r -> {
                    double x = value(a, runs, r);
                    double y = value(b, runs, runs.run(b.cell(), r.seed()));
                    return x == y ? 0 : x - y;
                })
                .toArray();
    }

    /** Returns p of the signed-rank test against the alternative that the differences are above 0. */
    static double oneSided(double... differences) {
        if (differences.length == 0) {
            return 1;
        }
        SignedRank test = SignedRank.of(differences);
        return test.positiveRankSum() > test.negativeRankSum() ? test.p() / 2 : 1;
    }
}
