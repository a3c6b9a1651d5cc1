package dev.engram.engine.suite;

import dev.engram.engine.bind.ScalarParser;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.ValueSuggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Reads the seeds: a number of seeds, a list, or the most that are added until the tests decide. */
final class SeedReader {
    private static final NumericRange COUNT = NumericRange.parse("[1," + SuiteLimits.SEEDS + "]");
    private static final NumericRange SEED = NumericRange.parse("[0,inf)");
    private static final String PATH = SuiteKey.SEEDS.label();
    static final String UNTIL = "until";
    static final String DECIDED = "decided";
    static final String AT_MOST = "at-most";
    private static final List<String> KEYS = List.of(UNTIL, AT_MOST);
    private static final long DEFAULT_AT_MOST = 100;
    private static final Pattern SEVERAL = Pattern.compile("\\d+(\\s*,\\s*\\d+)+");

    private SeedReader() {}

    /** Returns the seeds 1 to n for {@code n}, and the seed 1 for nothing. */
    static List<Long> read(Node node, Problems problems) {
        if (node == null || node.isNull()) {
            return List.of(1L);
        }
        if (node instanceof Node.Scalar s) {
            if (s.text().length() <= SuiteLimits.NUMBER_LENGTH
                    && SEVERAL.matcher(s.text()).matches()) {
                problems.add(
                        node.location(),
                        PATH,
                        "expected an integer, found " + s.describe() + ValueSuggestions.list(node));
                return List.of();
            }
            return LongStream.rangeClosed(1, number(s, COUNT, PATH, problems))
                    .boxed()
                    .toList();
        }
        if (node instanceof Node.Mapping m) {
            return untilDecided(m, problems);
        }
        if (!(node instanceof Node.Sequence list) || list.items().isEmpty()) {
            problems.add(
                    node.location(),
                    PATH,
                    "expected a number of seeds or a list of seeds, found "
                            + (node instanceof Node.Sequence ? "an empty list" : node.describe()));
            return List.of();
        }
        if (list.items().size() > SuiteLimits.SEEDS) {
            problems.add(
                    node.location(),
                    PATH,
                    list.items().size() + " seeds are more than the limit of " + SuiteLimits.SEEDS);
            return List.of();
        }
        List<Long> seeds = new ArrayList<>();
        Set<Long> before = new HashSet<>();
        for (int i = 0; i < list.items().size(); i++) {
            Node n = list.items().get(i);
            long seed = number(n, SEED, PATH + "." + i, problems);
            if (seed >= 0 && !before.add(seed)) {
                problems.add(n.location(), PATH + "." + i, "seed " + seed + " is listed twice; remove one");
            }
            seeds.add(seed);
        }
        return seeds;
    }

    /** Reads {@code {until: decided, at-most: 100}}. */
    private static List<Long> untilDecided(Node.Mapping map, Problems problems) {
        map.pairs().stream()
                .filter(p -> !KEYS.contains(p.key()))
                .forEach(p -> problems.add(
                        p.location(), PATH + "." + p.key(), "unknown key" + NameSuggestions.hint(p.key(), KEYS)));
        Node until = map.get(UNTIL);
        if (!(until instanceof Node.Scalar s) || !s.text().equals(DECIDED)) {
            problems.add(
                    until == null ? map.location() : until.location(),
                    PATH + (until == null ? "" : "." + UNTIL),
                    "expected {until: decided, at-most: N}, a number of seeds or a list of seeds");
            return List.of();
        }
        Node most = map.get(AT_MOST);
        long n = most == null || most.isNull() ? DEFAULT_AT_MOST : number(most, COUNT, PATH + "." + AT_MOST, problems);
        return LongStream.rangeClosed(1, n).boxed().toList();
    }

    /** Reports folds, whose number is fixed and which are not independent. */
    static void checkIndependence(Node node, List<Suite.Cell> cells, Problems problems) {
        boolean folds = cells.stream()
                .anyMatch(c -> c.spec().task() instanceof RunSpec.Learning l
                        && l.data().settings().splitting().folds() > 0);
        if (node instanceof Node.Mapping && folds) {
            problems.add(
                    node.location(),
                    PATH,
                    "the seeds of folds cannot be added until the tests decide, because folds share training data;"
                            + " remove seeds, or data.folds");
        }
    }

    /** Returns the default seeds: the seed 1 or, with folds, as many as make each fold the test set once. */
    static List<Long> defaultSeeds(List<Suite.Cell> cells) {
        int folds = cells.stream()
                .mapToInt(c -> c.spec().task() instanceof RunSpec.Learning l
                        ? l.data().settings().splitting().folds()
                        : 0)
                .max()
                .orElse(0);
        return LongStream.rangeClosed(1, Math.max(1, folds)).boxed().toList();
    }

    /** Returns the number, or -1 if it is not valid. */
    private static long number(Node n, NumericRange range, String path, Problems problems) {
        if (!(n instanceof Node.Scalar s)) {
            problems.add(n.location(), path, "expected an integer, found " + n.describe());
            return -1;
        }
        try {
            return (Long) ScalarParser.parse(long.class, range, s);
        } catch (IllegalArgumentException e) {
            problems.add(n.location(), path, e.getMessage());
            return -1;
        }
    }
}
