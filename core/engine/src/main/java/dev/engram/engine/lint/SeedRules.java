package dev.engram.engine.lint;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.statistics.Distributions;
import dev.engram.engine.statistics.SampleSize;
import dev.engram.engine.statistics.SignedRank;
import dev.engram.engine.suite.Suite;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Checks that the seeds can tell a difference from chance. */
final class SeedRules {
    private static final int MAX_NAMED = 5;

    /** The least number of repetitions that the literature asks for. */
    private static final int MIN_FOLDS = 5;

    /** The number of seeds that the literature asks for in claims on small data. */
    private static final int ENOUGH_SEEDS = 10;

    private static final Pattern DIVERGES =
            Pattern.compile("diverg|\\bnan\\b|explod|blows? up|unstable|overflow", Pattern.CASE_INSENSITIVE);

    private SeedRules() {}

    /** Finds a single seed. A descent from a given point is not random, and a single cell is not compared. */
    static Optional<LintFinding> one(Suite suite, Optional<String> metric) {
        return suite.seeds().size() > 1 || suite.cells().size() == 1 || !isRandom(suite)
                ? Optional.empty()
                : Optional.of(new LintFinding(
                        suite.cells().get(0),
                        "seeds",
                        "one seed: a difference between cells cannot be told from chance",
                        "use ten or more"));
    }

    private static boolean isRandom(Suite suite) {
        return suite.cells().stream()
                .map(c -> c.spec().task())
                .anyMatch(t -> !(t instanceof RunSpec.Descent d) || d.randomStart());
    }

    /** Finds seeds that cannot show any difference, because no p-value of theirs survives the correction. */
    static Optional<LintFinding> underpowered(Suite suite, Optional<String> metric) {
        int n = suite.seeds().size();
        int family = suite.design().family();
        if (n < 2
                || suite.untilDecided()
                || family == 0
                || !isRandom(suite)
                || hasFolds(suite)
                || n >= SampleSize.minimum(family)) {
            return Optional.empty();
        }
        String correction = family == 1
                ? "and it must be at most "
                : "and Holm's correction for " + family + " comparisons multiplies it by " + family
                        + ", which must be at most ";
        return Optional.of(new LintFinding(
                suite.cells().get(0),
                "seeds",
                "too few seeds to show any difference: the smallest p-value of " + n + " seeds is "
                        + shortNumber(SignedRank.minimumP(n)) + ", " + correction
                        + shortNumber(Distributions.SIGNIFICANCE_LEVEL),
                "use at least " + SampleSize.minimum(family) + " seeds"
                        + (family == 1 ? "" : ", or ask fewer questions (see `questions`)")));
    }

    /** Finds seeds that show a difference only if all of them agree on its sign, and two to four folds. */
    static Optional<LintFinding> few(Suite suite, Optional<String> metric) {
        int n = suite.seeds().size();
        int family = suite.design().family();
        if (n < 2 || suite.untilDecided() || family == 0 || !isRandom(suite)) {
            return Optional.empty();
        }
        if (hasFolds(suite)) {
            return n >= MIN_FOLDS
                    ? Optional.empty()
                    : Optional.of(new LintFinding(
                            suite.cells().get(0),
                            "seeds",
                            n + " folds: a difference that all of them agree on may still be chance",
                            "use ten or more"));
        }
        return n != SampleSize.minimum(family) || n >= ENOUGH_SEEDS
                ? Optional.empty()
                : Optional.of(new LintFinding(
                        suite.cells().get(0),
                        "seeds",
                        n + " seeds and " + (family == 1 ? "a single comparison" : family + " comparisons")
                                + ": a difference can be shown only if all seeds agree on its sign",
                        "use ten or more"));
    }

    /** Returns whether the seeds are folds, which a t test compares. */
    private static boolean hasFolds(Suite suite) {
        return suite.cells().stream()
                .anyMatch(c -> c.spec().task() instanceof RunSpec.Learning l
                        && l.data().settings().splitting().testTrainRatio().isPresent());
    }

    private static String shortNumber(double number) {
        return new BigDecimal(number)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Finds cells that are excluded because of their failures. */
    static Optional<LintFinding> dropped(Suite suite, Optional<String> metric) {
        return suite.excluded().stream()
                .filter(e -> DIVERGES.matcher(e.reason()).find())
                .findFirst()
                .map(e -> new LintFinding(
                        suite.cells().get(0),
                        "exclude",
                        "'" + e.name() + "' is excluded because of how its runs end (" + e.reason()
                                + "): a failure is a result, and without it the others look better than they are",
                        "run it: a run that diverges counts as the worst"));
    }

    /** Finds gaps in a list of seeds, which may have been chosen by their results. */
    static Optional<LintFinding> chosen(Suite suite, Optional<String> metric) {
        List<Long> seeds = suite.seeds();
        if (seeds.size() < 2) {
            return Optional.empty();
        }
        long first = Collections.min(seeds);
        long lacking = Collections.max(seeds) - first + 1 - seeds.size();
        if (lacking <= 0 || lacking > seeds.size()) { // seeds far apart were drawn, not selected
            return Optional.empty();
        }
        Set<Long> present = new HashSet<>(seeds);
        String left = LongStream.rangeClosed(first, Collections.max(seeds))
                .filter(s -> !present.contains(s))
                .limit(MAX_NAMED)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", "));
        return Optional.of(new LintFinding(
                suite.cells().get(0),
                "seeds",
                "seeds are missing from the sequence (" + left + (lacking > MAX_NAMED ? ", ..." : "")
                        + "): dropping seeds that diverged or performed badly biases every number",
                "give the number of seeds, not a list"));
    }
}
