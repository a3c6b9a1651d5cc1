package dev.engram.plugins.schedules;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Schedule;
import java.util.List;

/**
 * Several schedules, one after the other. With numbers in place of schedules it is piecewise constant: {@code {join:
 * {schedules: [0.1, 0.01, 0.001], until: [1000, 2000]}}}.
 *
 * <pre>
 *   value(t) = schedules[k](t - until[k-1])   for until[k-1] <= t < until[k]
 *   t = 0, 1, 2, ... steps made so far
 * </pre>
 *
 * Each schedule counts steps from its own start and sees only its own part of the run: a cosine without {@code
 * steps} ends where the next schedule starts, and the last with the run. The value may jump between schedules.
 */
@Component("join")
public record Join(
        @Hyper(doc = "schedules, in order") List<Schedule> schedules,

        @Hyper(range = "[1,1000000000000]", doc = "step at which each schedule but the last ends; increasing")
        List<Long> until)
        implements Schedule {
    /** Throws if the ends do not increase, or if their number is not one less than that of the schedules. */
    public Join {
        schedules = List.copyOf(schedules);
        until = List.copyOf(until);
        if (until.size() != schedules.size() - 1) {
            throw new IncompatibleException(schedules.size() + " schedules need " + (schedules.size() - 1)
                    + " numbers in until, found " + until.size() + "; the last schedule needs none");
        }
        Milestones.checkIncreasing("until", until);
    }

    @Override
    public double at(long t, long total) {
        int k = 0;
        while (k < until.size() && t >= until.get(k)) {
            k++;
        }
        long from = k == 0 ? 0 : until.get(k - 1), to = k == until.size() ? total : until.get(k);
        return schedules.get(k).at(t - from, Math.max(to - from, 1));
    }
}
