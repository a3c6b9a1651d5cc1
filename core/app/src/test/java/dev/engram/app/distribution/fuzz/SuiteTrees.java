package dev.engram.app.distribution.fuzz;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes suites of the right form with values of any kind. */
final class SuiteTrees {
    private static final List<String> OTHER_KEYS = List.of(
            "name",
            "variants",
            "space",
            "trials",
            "by",
            "search",
            "halving",
            "when",
            "because",
            "ignore",
            "metric",
            "at");
    private static final int MAX_DEPTH = 4;
    /** Rows and units stay small, since a large network takes long to build and is not an error. */
    private static final List<String> SIZES = List.of("1", "2", "3", "10", "0.1", "0.5", "0.999");

    private final Catalog catalog;
    private final SplittableRandom random;
    private final Mutator mutator;

    SuiteTrees(Catalog catalog, SplittableRandom random) {
        this.catalog = catalog;
        this.random = random;
        this.mutator = new Mutator(random);
    }

    /** Returns a suite. */
    String suite() {
        StringBuilder b = new StringBuilder();
        for (SuiteKey key : SuiteKey.values()) {
            boolean usual = List.of(
                            SuiteKey.DATA, SuiteKey.NETWORK, SuiteKey.LOSS, SuiteKey.OPTIMIZER, SuiteKey.TRAINING)
                    .contains(key);
            if (key != SuiteKey.EXTENDS && random.nextInt(10) < (usual ? 9 : 2)) {
                b.append(key.label()).append(": ").append(value(key)).append('\n');
            }
        }
        return b.toString();
    }

    private String value(SuiteKey key) {
        if (random.nextInt(12) == 0) {
            return tree(0);
        }
        return switch (key) {
            case TRAINING ->
                "{epochs: " + size() + ", batch: " + size() + (random.nextBoolean() ? ", " + pair(1) : "") + "}";
            case COMPARE ->
                "{" + path() + ": [" + tree(1) + ", " + tree(1) + "], " + component(Kind.OPTIMIZER) + ": []}";
            case TUNE ->
                "{trials: " + size() + ", space: {" + path() + ": {uniform: [" + size() + ", " + size() + "]}}}";
            case PROBLEMS -> "[{name: a, " + path() + ": " + tree(1) + "}, {name: b}]";
            case EXCLUDE -> "[{when: {" + path() + ": " + tree(1) + "}, because: " + tree(2) + "}]";
            case TARGET -> "{metric: " + component(Kind.METRIC) + ", at: " + scalar() + "}";
            case NETWORK ->
                "[{dense: {units: " + size() + "}}, {dense: {units: 10, activation: " + component(Kind.ACTIVATION)
                        + "}}]";
            default -> typed(key);
        };
    }

    private String typed(SuiteKey key) {
        if (key.type() == null) {
            return tree(1);
        }
        String component = component(Kind.of(key.type()).orElseThrow());
        return key.shape() == SuiteKey.Shape.LIST ? "[" + component + "]" : component;
    }

    /** Returns a component: its name, or a map with some of its hyperparameters. */
    private String component(Kind kind) {
        List<Entry> entries = catalog.of(kind);
        Entry entry = mutator.pick(entries);
        if (random.nextBoolean()) {
            return entry.name();
        }
        String arguments = entry.hyperparameters().stream()
                .filter(h -> random.nextInt(3) == 0)
                .map(h -> h.name() + ": " + argument(h))
                .collect(Collectors.joining(", ", "{", "}"));
        return "{" + entry.name() + ": " + arguments + "}";
    }

    private String argument(Hyperparameter h) {
        return switch (random.nextInt(4)) {
            case 0 -> h.defaultValue().orElse("1");
            case 1 -> size();
            case 2 ->
                h.type() instanceof Class<?> c && Kind.of(c).isPresent()
                        ? component(Kind.of(c).get())
                        : scalar();
            default -> tree(2);
        };
    }

    private String path() {
        return switch (random.nextInt(5)) {
            case 0 -> "optimizer." + mutator.pick(catalog.of(Kind.OPTIMIZER)).name() + ".rate";
            case 1 -> "network." + random.nextInt(3) + ".dense.units";
            case 2 -> "training." + key();
            case 3 -> key();
            default -> key() + "." + key();
        };
    }

    private String key() {
        return random.nextInt(3) == 0 ? mutator.pick(OTHER_KEYS) : mutator.pick(SuiteKey.labels());
    }

    private String pair(int depth) {
        return key() + ": " + tree(depth);
    }

    private String tree(int depth) {
        int n = random.nextInt(4);
        return switch (depth >= MAX_DEPTH ? 0 : random.nextInt(4)) {
            case 0 -> scalar();
            case 1 -> IntStream.range(0, n).mapToObj(i -> tree(depth + 1)).collect(Collectors.joining(", ", "[", "]"));
            case 2 -> IntStream.range(0, n).mapToObj(i -> pair(depth + 1)).collect(Collectors.joining(", ", "{", "}"));
            default -> component(mutator.pick(List.of(Kind.values())));
        };
    }

    private String scalar() {
        return switch (random.nextInt(4)) {
            case 0 -> mutator.number();
            case 1 -> mutator.word();
            case 2 -> size();
            default -> key();
        };
    }

    private String size() {
        return mutator.pick(SIZES);
    }
}
