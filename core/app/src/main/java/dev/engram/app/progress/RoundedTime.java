package dev.engram.app.progress;

import java.util.Locale;

/** Times in words, as exact as an estimate is. */
public final class RoundedTime {
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    /** From this number of units on, the next larger unit would be too coarse. */
    private static final double FEW = 2;

    private RoundedTime() {}

    public static String of(double seconds) {
        if (seconds < FEW * MINUTE) {
            return Math.max(1, Math.round(seconds)) + " s";
        }
        if (seconds < FEW * HOUR) {
            return Math.round(seconds / MINUTE) + " min";
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
    }
}
