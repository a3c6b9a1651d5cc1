package dev.engram.engine.network;

import dev.engram.engine.matrix.Arena;
import dev.engram.engine.matrix.Segment;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.Parameter;
import dev.engram.spi.layer.LayerParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parameters and the untrained state of a network, under the names that PyTorch gives them in a {@code Sequential}:
 * the index of the layer in the network, and {@code weight}, {@code bias}, {@code running_mean}, {@code running_var} or
 * {@code num_batches_tracked}, as in {@code 0.weight}. The layers of a residual branch are {@code 1.layers.0}, those of
 * its shortcut {@code 1.shortcut.0}. What belongs to the learning rule, and not to the network, begins with
 * {@code rule.}.
 */
public final class NetworkWeights {
    /** The beginning of the names of arrays that belong to the learning rule. */
    public static final String RULE = "rule.";

    private static final String SINGLE = "num_batches_tracked";

    /** Names of parameters and states in layers, and in files. */
    private static final Map<String, String> NAMES = Map.of(
            "weights", "weight",
            "gamma", "weight",
            "beta", "bias",
            "running-variance", "running_var",
            "steps", SINGLE);

    /** The kind of a layer that has layers of its own, which is left out of names. */
    private static final Pattern KIND = Pattern.compile("(\\d+)\\.[^.]+\\.(layers|shortcut)\\.");

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Arena arena;

    /**
     * The name and the shape of an array.
     *
     * @param shape sizes; empty for a single number
     */
    public record Declaration(String name, List<Integer> shape) {
        /** Returns whether the array belongs to the learning rule. */
        public boolean ofRule() {
            return name.startsWith(RULE);
        }

        /** Returns how many numbers the array has. */
        public long size() {
            return shape.stream().mapToLong(s -> s).reduce(1, Math::multiplyExact);
        }

        private String shapeText() {
            return NamedArray.describeShape(sizes());
        }

        private int[] sizes() {
            return shape.stream().mapToInt(s -> s).toArray();
        }
    }

    /**
     * An array of the network.
     *
     * @param place the place of a parameter in the arena; null for a state
     * @param state the numbers of a state; null for a parameter
     */
    private record Entry(Declaration declaration, LayerParameter place, float[] state) {}

    private record RulePlace(int from, int size) implements LayerParameter {}

    /**
     * Adds a parameter of a layer.
     *
     * @param path path of the layer in the list of layers, such as {@code 1.residual.layers.0}
     */
    void addParameter(String path, Segment segment, List<Integer> shape) {
        String full = segment.name();
        add(name(path, full.substring(full.lastIndexOf('/') + 1)), shape, segment, null);
    }

    /** Adds a state of a layer. */
    void addState(String path, String state, float[] numbers) {
        String name = name(path, state);
        add(name, name.endsWith(SINGLE) ? List.of() : List.of(numbers.length), null, numbers);
    }

    private static String name(String path, String part) {
        // Most layers are in no other one.
        String layer = path.indexOf('.') < 0 ? path : KIND.matcher(path).replaceAll("$1.$2.");
        return layer + "." + NAMES.getOrDefault(part, part.replace('-', '_'));
    }

    /**
     * Adds what belongs to the rule, after the arena is closed.
     *
     * @param states states of the rule by name
     */
    void addRule(Arena closed, Map<String, float[]> states) {
        arena = closed;
        for (Parameter p : arena.allParameters()) {
            if (p.is(Parameter.Tag.AUXILIARY)) {
                add(ruleName(p.name()), List.of(p.rows(), p.cols()), new RulePlace(p.from(), p.to() - p.from()), null);
            }
        }
        states.forEach((name, numbers) -> add(ruleName(name), List.of(numbers.length), null, numbers));
    }

    private static String ruleName(String name) {
        return RULE + name.replace('/', '.');
    }

    private void add(String name, List<Integer> shape, LayerParameter place, float[] state) {
        Declaration declaration = new Declaration(name, List.copyOf(shape));
        if (entries.putIfAbsent(name, new Entry(declaration, place, state)) != null) {
            throw new IllegalStateException("two arrays are called " + name);
        }
    }

    /** Returns names and shapes, in the order of the network; those of the rule are last. */
    public List<Declaration> declarations() {
        return entries.values().stream().map(Entry::declaration).toList();
    }

    /** Returns the names of the untrained states of the layers, such as running statistics. */
    public Set<String> layerStates() {
        return entries.values().stream()
                .filter(e -> e.place() == null && !e.declaration().ofRule())
                .map(e -> e.declaration().name())
                .collect(Collectors.toSet());
    }

    /** Returns the arrays at a point of the parameters, as copies, in the same order. */
    public List<NamedArray> copy(float[] point) {
        return entries.values().stream().map(e -> copy(e, point)).toList();
    }

    private static NamedArray copy(Entry e, float[] point) {
        float[] numbers = e.place() == null
                ? e.state().clone()
                : Arrays.copyOfRange(
                        point, e.place().from(), e.place().from() + e.place().size());
        return new NamedArray(e.declaration().name(), e.declaration().sizes(), numbers);
    }

    /**
     * Returns why the network cannot have these arrays, each reason as a sentence; empty if it can. It needs all of its
     * own. Those of the rule may be missing.
     */
    public List<String> mismatches(List<NamedArray> arrays) {
        List<String> found = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (NamedArray a : arrays) {
            given.add(a.name());
            Entry e = entries.get(a.name());
            if (e == null) {
                found.add("the network has no array " + a.name() + ", which has the shape " + a.shapeText());
            } else if (!Arrays.equals(e.declaration().sizes(), a.shape())) {
                found.add(a.name() + " has the shape " + a.shapeText() + ", but in the network it has "
                        + e.declaration().shapeText());
            }
        }
        entries.values().stream()
                .map(Entry::declaration)
                .filter(d -> !d.ofRule() && !given.contains(d.name()))
                .forEach(d ->
                        found.add(d.name() + " is missing, which has the shape " + d.shapeText() + " in the network"));
        return found;
    }

    /**
     * Copies an array into the network.
     *
     * @throws IllegalArgumentException if the network has no array of this name and shape
     */
    public void set(NamedArray array) {
        Entry e = entries.get(array.name());
        if (e == null || !Arrays.equals(e.declaration().sizes(), array.shape())) {
            throw new IllegalArgumentException("the network has no array " + array);
        }
        float[] to = e.place() == null ? e.state() : arena.theta();
        System.arraycopy(
                array.values(), 0, to, e.place() == null ? 0 : e.place().from(), array.values().length);
    }
}
