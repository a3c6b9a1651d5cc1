package dev.engram.app.cli.options;

import dev.engram.app.time.Durations;
import java.time.Duration;

/** Times in options. */
public final class DurationOptions {
    private DurationOptions() {}

    /** Returns the time; throws {@link UserError} if the text is not one. */
    public static Duration parse(String option, String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        UserError.because(option + " " + text + ": expected a time, such as 500ms, 60s, 5m or 2h"));
    }
}
