package dev.engram.engine.claim;

/** Why a check cannot be judged although its runs were made. */
final class Missing {
    private Missing() {}

    /** Returns the message about a statistic that the runs do not have. */
    static String reading(Statistic s, double... values) {
        return values.length == 0
                ? "cell '" + s.cell() + "' has no runs"
                : "a run of '" + s.cell() + "' has no reading of " + s.metric() + " at '" + s.at().text()
                        + "'; let the suite measure it there";
    }
}
