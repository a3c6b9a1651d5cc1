package dev.engram.plugins.schedules;

import dev.engram.spi.IncompatibleException;
import java.util.List;

/** Moments in order. */
final class Milestones {
    private Milestones() {}

    /** Throws {@link IncompatibleException} where a moment is not later than the one before it. */
    static void checkIncreasing(String name, List<Long> moments) {
        for (int i = 1; i < moments.size(); i++) {
            if (moments.get(i) <= moments.get(i - 1)) {
                throw new IncompatibleException("the numbers in " + name + " have to rise, but " + moments.get(i)
                        + " follows " + moments.get(i - 1));
            }
        }
    }
}
