package dev.engram.engine.config;

import dev.engram.engine.bind.Binder;
import dev.engram.engine.bind.ScalarParser;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.format.WeightFormat;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.ValueSuggestions;
import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the starting point on a landscape, or the weights that a network begins with. */
final class StartReader {
    private static final String PATH = SuiteKey.START.label();

    private final Binder binder;
    private final Problems problems;

    StartReader(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    /** Returns the weights; empty if anything is wrong, with the reasons added to the problems. */
    Optional<RunSpec.GivenWeights> readWeights(Node node) {
        if (!(node instanceof Node.Mapping m)) {
            problems.add(
                    node.location(),
                    PATH,
                    "a network begins with weights drawn for each seed, or with those of a file: expected a map such as"
                            + " {weights: weights.npz}, found " + node.describe());
            return Optional.empty();
        }
        Optional<StartSettings> settings = binder.record(StartSettings.class, m, PATH);
        try {
            return settings.map(s -> new RunSpec.GivenWeights(
                    s.weights(), finite(WeightFormat.read(s.weights()).arrays())));
        } catch (IncompatibleException e) {
            problems.add(m.get("weights").location(), PATH + ".weights", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<NamedArray> finite(List<NamedArray> arrays) {
        for (NamedArray a : arrays) {
            for (int i = 0; i < a.values().length; i++) {
                if (!Float.isFinite(a.values()[i])) {
                    throw new IncompatibleException("number " + i + " of " + a.name() + " is " + a.values()[i]
                            + ", and a network cannot learn from there; choose other weights");
                }
            }
        }
        return arrays;
    }

    /** Returns the coordinates; empty if anything is wrong, with the reasons added to the problems. */
    Optional<List<Double>> read(Node node) {
        if (node instanceof Node.Mapping) {
            problems.add(node.location(), PATH, "a landscape has no weights; give a point, such as [1, 2], or random");
            return Optional.empty();
        }
        if (!(node instanceof Node.Sequence s)) {
            problems.add(
                    node.location(),
                    PATH,
                    "expected a list of numbers, or random, found " + node.describe() + ValueSuggestions.list(node));
            return Optional.empty();
        }
        List<Double> point = new ArrayList<>();
        for (int i = 0; i < s.items().size(); i++) {
            Node n = s.items().get(i);
            String path = PATH + "." + i;
            if (!(n instanceof Node.Scalar number)) {
                problems.add(n.location(), path, "expected a number, found " + n.describe());
                continue;
            }
            try {
                point.add((Double) ScalarParser.parse(double.class, NumericRange.FINITE, number));
            } catch (IllegalArgumentException e) {
                problems.add(n.location(), path, e.getMessage());
            }
        }
        return point.size() == s.items().size() ? Optional.of(List.copyOf(point)) : Optional.empty();
    }
}
