package dev.engram.engine.suite.tuning;

import dev.engram.engine.bind.ScalarParser;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.tune.Search;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Reads the {@code tune} section, except for what depends on a cell. */
public final class TuningReader {
    public static final String PATH = SuiteKey.TUNE.label();
    public static final String SPACE = "space";
    public static final String HALVING = "halving";
    /** The best of 20 random points is in the best seventh of the space in 19 of 20 cases: 1 - 0.05^(1/20) = 0.14. */
    static final int DEFAULT_TRIALS = 20;

    static final List<String> HALVING_KEYS = List.of("factor", "rungs");
    public static final NumericRange TRIALS = NumericRange.parse("[2," + SuiteLimits.TRIALS + "]");
    public static final NumericRange SEEDS = NumericRange.parse("[1," + SuiteLimits.TUNING_SEEDS + "]");
    public static final NumericRange SEED = NumericRange.parse("[0,inf)");
    public static final NumericRange FACTOR = NumericRange.parse("[2,100]");
    public static final NumericRange RUNGS = NumericRange.parse("[2,20]");
    private static final int DEFAULT_FACTOR = 3;
    /** The first default seed, beyond all that a number of seeds stands for. */
    private static final long FIRST_SEED = 1_000_001;

    private static final String EXAMPLE = "{trials: 20, space: {optimizer.sgd.rate: {log-uniform: [0.001, 1]}}}";

    private final Problems problems;

    public TuningReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The section as written.
     *
     * @param trials empty if not written
     */
    public record Draft(
            Location location,
            Optional<Integer> trials,
            List<Long> seeds,
            Optional<Node.Scalar> objective,
            Search search,
            HalvingDraft halving,
            List<SpaceEntry> space) {
        /** Returns the paths of the tuned values. */
        public List<String> paths() {
            return space.stream().map(SpaceEntry::path).toList();
        }
    }

    /**
     * Successive halving as written.
     *
     * @param factor 0 without halving
     * @param rungs 0 for as many as possible
     */
    record HalvingDraft(int factor, int rungs, Location location) {}

    /** A path with its range as written. */
    record SpaceEntry(String path, Location location, Node value) {}

    /** Returns the section; empty if nothing is tuned, or nothing valid. */
    public Optional<Draft> read(Node node) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!(node instanceof Node.Mapping m)) {
            problems.add(node.location(), PATH, "expected a map such as " + EXAMPLE + ", found " + node.describe());
            return Optional.empty();
        }
        keys(m, PATH, TuningKey.labels());
        Optional<Integer> trials = written(m, "trials").map(n -> (int) whole(n, TRIALS, "trials"));
        Optional<Node.Scalar> by = written(m, "by").flatMap(this::metricName);
        Search search = written(m, "search").map(this::search).orElse(Search.SOBOL);
        return Optional.of(new Draft(m.location(), trials, seeds(m), by, search, halving(m), space(m)));
    }

    private HalvingDraft halving(Node.Mapping m) {
        Node.Pair written = m.pair(HALVING);
        if (written == null) {
            return new HalvingDraft(0, 0, m.location());
        }
        String path = PATH + "." + HALVING;
        if (written.value() instanceof Node.Mapping h) {
            keys(h, path, HALVING_KEYS);
            long factor = written(h, "factor")
                    .map(n -> whole(n, FACTOR, HALVING + ".factor"))
                    .orElse((long) DEFAULT_FACTOR);
            long rungs = written(h, "rungs")
                    .map(n -> whole(n, RUNGS, HALVING + ".rungs"))
                    .orElse(0L);
            return new HalvingDraft((int) factor, (int) rungs, written.location());
        }
        if (!written.value().isNull()) {
            problems.add(
                    written.value().location(),
                    path,
                    "expected a map such as {factor: 3}, found "
                            + written.value().describe());
        }
        return new HalvingDraft(DEFAULT_FACTOR, 0, written.location());
    }

    private void keys(Node.Mapping m, String path, List<String> known) {
        m.pairs().stream()
                .filter(p -> !known.contains(p.key()))
                .forEach(p -> problems.add(
                        p.location(), path + "." + p.key(), "unknown key" + NameSuggestions.hint(p.key(), known)));
    }

    private static Optional<Node> written(Node.Mapping m, String key) {
        return Optional.ofNullable(m.get(key)).filter(n -> !n.isNull());
    }

    private List<SpaceEntry> space(Node.Mapping m) {
        Node space = m.get(SPACE);
        String path = PATH + "." + SPACE;
        if (space instanceof Node.Mapping s && !s.pairs().isEmpty()) {
            return s.pairs().stream()
                    .map(p -> new SpaceEntry(p.key(), p.location(), p.value()))
                    .toList();
        }
        boolean nothing = space == null || space.isNull();
        problems.add(
                nothing ? m.location() : space.location(),
                path,
                nothing
                        ? "missing; say what is tuned, as in " + EXAMPLE
                        : "expected a map of paths and ranges, found " + space.describe());
        return List.of();
    }

    private Optional<Node.Scalar> metricName(Node n) {
        if (n instanceof Node.Scalar s) {
            return Optional.of(s);
        }
        problems.add(n.location(), PATH + ".by", "expected the name of a metric, found " + n.describe());
        return Optional.empty();
    }

    private Search search(Node n) {
        List<String> words =
                Arrays.stream(Search.values()).map(YamlWriter::kebabCase).toList();
        if (n instanceof Node.Scalar s && words.contains(s.text())) {
            return Search.values()[words.indexOf(s.text())];
        }
        problems.add(
                n.location(),
                PATH + ".search",
                "expected one of " + String.join(", ", words) + ", found " + n.describe());
        return Search.SOBOL;
    }

    private List<Long> seeds(Node.Mapping m) {
        Node node = m.get("seeds");
        if (node == null || node.isNull() || node instanceof Node.Scalar) {
            long count = node == null || node.isNull() ? 1 : whole(node, SEEDS, "seeds");
            return LongStream.range(FIRST_SEED, FIRST_SEED + Math.max(1, count))
                    .boxed()
                    .toList();
        }
        if (!(node instanceof Node.Sequence list) || list.items().isEmpty()) {
            problems.add(
                    node.location(),
                    PATH + ".seeds",
                    "expected a number of seeds or a list of seeds, found "
                            + (node instanceof Node.Sequence ? "an empty list" : node.describe()));
            return List.of();
        }
        if (list.items().size() > SuiteLimits.TUNING_SEEDS) {
            problems.add(
                    node.location(),
                    PATH + ".seeds",
                    list.items().size() + " seeds are more than the limit of " + SuiteLimits.TUNING_SEEDS);
            return List.of();
        }
        List<Long> seeds = new ArrayList<>();
        Set<Long> before = new HashSet<>();
        for (Node n : list.items()) {
            long seed = whole(n, SEED, "seeds." + seeds.size());
            if (seed >= 0 && !before.add(seed)) {
                problems.add(
                        n.location(), PATH + ".seeds." + seeds.size(), "seed " + seed + " is listed twice; remove one");
            }
            seeds.add(seed);
        }
        return seeds;
    }

    /** Reports tuning seeds that the suite uses: what was chosen with a seed looks better with that seed than it is. */
    public void checkSeedOverlap(Node tune, Draft draft, List<Long> suite) {
        Node list = tune instanceof Node.Mapping m ? m.get("seeds") : null;
        Set<Long> used = new HashSet<>(suite);
        for (int i = 0; i < draft.seeds().size(); i++) {
            if (used.contains(draft.seeds().get(i))) {
                Location location = list == null ? draft.location() : list.location();
                if (list instanceof Node.Sequence s) {
                    location = s.items().get(i).location();
                }
                problems.add(
                        location,
                        PATH + ".seeds",
                        "the suite runs with seed " + draft.seeds().get(i)
                                + ", so a choice made with it cannot be tested with it; give other seeds");
            }
        }
    }

    /** Returns the number; the least of the range if it is not valid. */
    private long whole(Node n, NumericRange range, String path) {
        if (!(n instanceof Node.Scalar s)) {
            problems.add(n.location(), PATH + "." + path, "expected an integer, found " + n.describe());
            return (long) range.low();
        }
        try {
            return (Long) ScalarParser.parse(long.class, range, s);
        } catch (IllegalArgumentException e) {
            problems.add(n.location(), PATH + "." + path, e.getMessage());
            return (long) range.low();
        }
    }
}
