package dev.engram.app.work;

import dev.engram.engine.queue.QueuedPlan;
import java.util.Locale;

/** The names of the folders of jobs. */
public final class JobFolders {
    private static final int DIGEST_LENGTH = 12;

    private JobFolders() {}

    /** Returns the name of the folder of a plan: the suite's name as a file name, and a part of the plan's digest. */
    public static String name(QueuedPlan plan) {
        String suite = plan.suite()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return (suite.isEmpty() ? "suite" : suite) + "-" + plan.digest().substring(0, DIGEST_LENGTH);
    }
}
