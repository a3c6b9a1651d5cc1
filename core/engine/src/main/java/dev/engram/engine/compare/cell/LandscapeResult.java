package dev.engram.engine.compare.cell;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.store.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The end of a run on a landscape.
 *
 * @param location such as {@code local minimum (1.131)}; {@code diverged} or {@code failed} if the run did not finish
 * @param distance to the nearest known stationary point; NaN if there is none
 */
public record LandscapeResult(long seed, String location, double distance) {
    private static final List<String> KINDS =
            List.of("global minimum", "minimum", "local minimum", "saddle", "maximum", Measurement.UNKNOWN_LOCATION);

    /** By seed. */
    public static List<LandscapeResult> of(List<Run> runs) {
        return runs.stream()
                .filter(r -> onLandscape(r) || !r.outcome().hasResults())
                .sorted(Comparator.comparingLong(Run::seed))
                .map(LandscapeResult::of)
                .toList();
    }

    public static boolean onLandscape(Run run) {
        return end(run).isPresent();
    }

    private static LandscapeResult of(Run run) {
        return end(run).map(m -> new LandscapeResult(run.seed(), m.metric(), m.value()))
                .orElse(new LandscapeResult(run.seed(), run.outcome().word(), Double.NaN));
    }

    private static Optional<Measurement> end(Run run) {
        return run.measurements().stream()
                .filter(m -> m.phase().equals(Measurement.END))
                .findFirst();
    }

    /** The name of a location without its number. */
    public static String withoutNumber(String place) {
        return place.replaceAll(" \\d+$", "");
    }

    /** Compares names: minima before saddles before maxima, then by number; unknown names are last. */
    public static int compareNames(String a, String b) {
        int byKind = Integer.compare(rank(withoutNumber(a)), rank(withoutNumber(b)));
        int byNumber = Integer.compare(a.length(), b.length());
        if (byKind != 0) {
            return byKind;
        }
        return byNumber != 0 ? byNumber : a.compareTo(b);
    }

    private static int rank(String word) {
        int known = KINDS.indexOf(word);
        return known < 0 ? KINDS.size() : known;
    }

    /** The location without its coordinates. */
    public String locationName() {
        int bracket = location.indexOf(" (");
        return bracket < 0 ? location : location.substring(0, bracket);
    }
}
