package dev.engram.testkit.contract;

import dev.engram.spi.Schedule;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import dev.engram.testkit.contract.tools.Bits;
import dev.engram.testkit.contract.tools.Records;

/** The contract of schedules. */
final class ScheduleChecks {
    static final String FINITE = "it is finite at every step, even in a run of one step";
    static final String PURE = "it depends only on the step and on the length of the run";

    private static final long[] TOTALS = {1, 2, 10, 1000, 1_000_000_000_000L};
    private static final int POINTS = 1000;

    private ScheduleChecks() {}

    static void add(Checks to, Schedule schedule) {
        to.add(FINITE, () -> finite(schedule));
        to.add(PURE, () -> pure(schedule));
    }

    /** Returns the k-th of the checked steps, which span the run from 0 to its end. */
    private static long step(long total, int k) {
        return total <= POINTS ? Math.min(k, total) : (long) (total * (k / (double) POINTS));
    }

    private static ContractResult finite(Schedule s) {
        for (long total : TOTALS) {
            for (int k = 0; k <= POINTS; k++) {
                long t = step(total, k);
                if (!Double.isFinite(s.at(t, total))) {
                    return ContractResult.failed(
                            "expected a finite number after %d of %d steps, found %s", t, total, s.at(t, total));
                }
            }
        }
        return ContractResult.passed(
                "of 1000 steps: first %.4g, middle %.4g, last %.4g", s.at(0, 1000), s.at(500, 1000), s.at(999, 1000));
    }

    private static ContractResult pure(Schedule s) {
        for (long total : TOTALS) {
            double[] forward = new double[POINTS + 1];
            for (int k = 0; k <= POINTS; k++) {
                forward[k] = s.at(step(total, k), total);
            }
            Schedule other = Records.copy(s);
            for (int k = POINTS; k >= 0; k--) {
                other.at(k, 17);
                if (!Bits.sameBits(forward[k], s.at(step(total, k), total))) {
                    return ContractResult.failed(
                            "expected %s after %d of %d steps, found a different number when called in a different"
                                    + " order",
                            forward[k], step(total, k), total);
                }
            }
        }
        return ContractResult.passed("called in increasing and decreasing order");
    }
}
