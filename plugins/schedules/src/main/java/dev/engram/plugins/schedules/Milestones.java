package dev.engram.plugins.schedules;

import dev.engram.spi.IncompatibleException;
import java.util.List;

/** Checks of increasing numbers of steps. */
final class Milestones {
    private Milestones() {}

    /** Throws {@link IncompatibleException} if a number is not larger than the one before it. */
    static void checkIncreasing(String name, List<Long> moments) {
        for (int i = 1; i < moments.size(); i++) {
            if (moments.get(i) <= moments.get(i - 1)) {
                throw new IncompatibleException("the numbers in " + name + " have to increase, but " + moments.get(i)
                        + " follows " + moments.get(i - 1));
            }
        }
    }
}
