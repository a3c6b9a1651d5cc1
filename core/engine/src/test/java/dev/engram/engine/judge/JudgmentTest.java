package dev.engram.engine.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgmentTest {
    private static final int AT_MOST = 100;

    private static double[] noise(Random random, double effect, int n) {
        return random.doubles(n).map(u -> effect + random.nextGaussian()).toArray();
    }

    private static Judgment judge(double[] advantages, int attempt) {
        return Judgment.of(advantages, AttemptLevel.of(attempt), OptionalDouble.empty());
    }

    /** Both runs of a pair have the same distribution, but not the same random numbers. */
    @Test
    void ofTenThousandCandidatesWithoutADifferenceAtMostFivePercentAreKeptWheneverOneStops() {
        Random random = new Random(1);
        int kept = 0;
        int discarded = 0;
        for (int i = 0; i < 10_000; i++) {
            Decision d = Judgment.of(noise(random, 0, AT_MOST), AttemptLevel.TOTAL, OptionalDouble.empty())
                    .decision();
            kept += d == Decision.KEEP ? 1 : 0;
            discarded += d == Decision.DISCARD ? 1 : 0;
        }
        assertTrue(kept + discarded <= 500, kept + " kept and " + discarded + " discarded");
        assertTrue(kept >= 50, "so few would prove nothing: " + kept);
    }

    @Test
    void aHundredAttemptsWithoutADifferenceRarelyAddUpToADiscovery() {
        Random random = new Random(2);
        int loopsWithADecision = 0;
        for (int loop = 0; loop < 200; loop++) {
            boolean any = false;
            for (int attempt = 1; attempt <= 100 && !any; attempt++) {
                any = judge(noise(random, 0, 40), attempt).decision() != Decision.UNDECIDED;
            }
            loopsWithADecision += any ? 1 : 0;
        }
        assertTrue(loopsWithADecision <= 10, "" + loopsWithADecision);
    }

    /** A real improvement is one standard deviation. A kept candidate is the next baseline, with its own attempts. */
    @Test
    void aLoopOfFiftyEditsKeepsTheRealImprovements() {
        Set<Integer> real = Set.of(7, 18, 19, 33, 49);
        for (int loop = 0; loop < 20; loop++) {
            Random random = new Random(loop);
            int keptReal = 0;
            int keptOther = 0;
            int attempt = 1;
            for (int edit = 0; edit < 50; edit++) {
                boolean keep = judge(noise(random, real.contains(edit) ? 1 : 0, AT_MOST), attempt)
                                .decision()
                        == Decision.KEEP;
                keptReal += keep && real.contains(edit) ? 1 : 0;
                keptOther += keep && !real.contains(edit) ? 1 : 0;
                attempt = keep ? 1 : attempt + 1;
            }
            assertTrue(keptReal >= 4, "loop " + loop + " kept " + keptReal + " real improvements");
            assertTrue(keptOther <= 1, "loop " + loop + " kept " + keptOther + " others");
        }
    }

    @Test
    void theDecisionIsThatOfTheFirstSeedThatDecidesWhateverComesLater() {
        double[] advantages = new double[60];
        Arrays.fill(advantages, 0, 30, 1);
        Arrays.fill(advantages, 30, 60, -1);
        Judgment all = judge(advantages, 1);
        Judgment early = judge(Arrays.copyOf(advantages, all.seeds()), 1);
        assertEquals(Decision.KEEP, all.decision());
        assertEquals(early, all);
        assertEquals(
                Decision.UNDECIDED,
                judge(Arrays.copyOf(advantages, all.seeds() - 1), 1).decision());
        assertTrue(all.seeds() >= Judgment.leastSeeds(AttemptLevel.of(1)), all.toString());
    }

    @Test
    void aCandidateThatDivergesIsDiscarded() {
        double[] advantages = new double[30];
        Arrays.fill(advantages, Double.NEGATIVE_INFINITY);
        Judgment j = judge(advantages, 1);
        assertEquals(Decision.DISCARD, j.decision());
        assertEquals(new Judgment.Counts(0, j.seeds(), 0, j.seeds()), j.counts());
        assertTrue(Double.isNaN(j.meanAdvantage()));
    }

    @Test
    void differencesBelowTheMarginAreEqualForPracticalPurposesAndRealOnesRarely() {
        int equal = 0;
        int wrong = 0;
        for (int i = 0; i < 200; i++) {
            Random random = new Random(i);
            equal += Judgment.of(noise(random, 0, AT_MOST), 0.05, OptionalDouble.of(1))
                                    .decision()
                            == Decision.EQUAL
                    ? 1
                    : 0;
            wrong += Judgment.of(noise(random, 1, AT_MOST), 0.05, OptionalDouble.of(1))
                                    .decision()
                            == Decision.EQUAL
                    ? 1
                    : 0;
        }
        assertTrue(equal >= 180, equal + " of 200 are found to be equal");
        assertTrue(wrong <= 10, wrong + " of 200 with a difference of the margin are called equal");
    }

    @Test
    void anUndecidedJudgmentEstimatesTheSeedsThatAreLacking() {
        double[] few = {1, 2, -0.1, 1, 0.5};
        Judgment j = judge(few, 1);
        assertEquals(Decision.UNDECIDED, j.decision());
        assertTrue(j.moreSeeds().orElseThrow() >= 1, j.toString());
        assertEquals(OptionalInt.empty(), judge(new double[] {1, -1, 1, -1}, 1).moreSeeds());
    }

    @Test
    void levelsOfAllAttemptsAddUpToFivePercent() {
        double sum = 0;
        for (int k = 1; k <= 100_000; k++) {
            sum += AttemptLevel.of(k);
        }
        assertTrue(sum < 0.05 && sum > 0.0499, "" + sum);
    }

    @Test
    void onSeveralProblemsTheMeanInUnitsOfEachDecides() {
        double[] small = {0.001, 0.002, -0.001};
        double[] large = {100, 200, -100};
        double[] combined = Advantages.combine(List.of(small, large));
        double[] alone = Advantages.combine(List.of(small, small));
        for (int i = 0; i < combined.length; i++) {
            assertEquals(alone[i], combined[i], 1e-12);
        }
        assertEquals(1, combined[0], 1e-12);
        assertEquals(
                -0.5, Advantages.combine(List.of(new double[] {0, Double.NEGATIVE_INFINITY}, new double[] {0, 0}))[1]);
    }
}
