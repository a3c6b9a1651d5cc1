package dev.engram.app.cli.referee;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.record.RecordBook;
import dev.engram.app.record.RecordResult;
import dev.engram.engine.compare.NumberFormats;
import java.nio.file.Path;
import java.util.List;

/** The table of a track in Markdown, and its place in a document. */
final class RecordTable {
    private static final int DIGITS = 4;
    private static final int P_DIGITS = 2;
    private static final double SMALLEST_P = 0.001;

    private RecordTable() {}

    private static String begin(String track) {
        return "<!-- " + track + ": written by engram record -->\n";
    }

    private static String end(String track) {
        return "<!-- end of " + track + " -->";
    }

    static String markdown(RecordBook.Track track, List<RecordResult> results) {
        StringBuilder out = new StringBuilder();
        out.append("| rank | entry | steps | mean | p of the mean | p against the next |\n");
        out.append("|---|---|---|---|---|---|\n");
        int rank = 1;
        for (RecordResult r : results) {
            out.append("| ")
                    .append(r.isValid() ? Integer.toString(rank++) : "does not stand")
                    .append(" | [")
                    .append(r.name())
                    .append("](")
                    .append(track.folderName())
                    .append("/entries/")
                    .append(r.name())
                    .append(".yaml) | ")
                    .append(r.steps())
                    .append(" | ")
                    .append(mean(r))
                    .append(" | ")
                    .append(p(r.test().p()))
                    .append(" | ")
                    .append(r.nextBehind().isPresent() ? p(r.nextBehind().getAsDouble()) : "")
                    .append(" |\n");
        }
        return out.toString();
    }

    private static String mean(RecordResult r) {
        String mean = Double.isNaN(r.test().mean())
                ? ""
                : NumberFormats.fixedDigits(r.test().mean(), DIGITS);
        return r.misses() == 0 ? mean : mean + " (" + r.misses() + " diverged)";
    }

    private static String p(double p) {
        if (Double.isNaN(p)) {
            return "";
        }
        return p < SMALLEST_P ? "<" + SMALLEST_P : NumberFormats.significantDigits(p, P_DIGITS);
    }

    /** Throws {@link UserError} if a document has no place for the table. */
    static void checkMarkers(String text, String track, Path file) {
        int from = text.indexOf(begin(track));
        if (from < 0 || text.indexOf(end(track)) < from) {
            throw UserError.because("--write " + file + ": has no place for the table; add these two lines to it: "
                    + begin(track).strip() + " and " + end(track));
        }
    }

    /** Returns the document with the new table. */
    static String replaced(String text, RecordBook.Track track, List<RecordResult> results) {
        String begin = begin(track.name());
        int from = text.indexOf(begin) + begin.length();
        return text.substring(0, from) + "\n" + markdown(track, results) + "\n"
                + text.substring(text.indexOf(end(track.name())));
    }
}
