package dev.engram.engine.bind;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.text.ExceptionText;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SuiteLimits;
import dev.engram.engine.yaml.ValueSuggestions;
import dev.engram.engine.yaml.YamlNumbers;
import dev.engram.engine.yaml.YamlReader;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Schedule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Binds nodes to records. Binding continues after a mistake, so that all mistakes are reported; what contains one is
 * empty.
 */
public final class Binder {
    private final Catalog catalog;
    private final Problems problems;
    private final Collection<String> comparable;
    private final FileLocator files;
    private final ComponentResolver componentResolver;
    private final AliasHints aliases;
    private final KeyChecks keys;
    private final Map<DefaultKey, Value> defaults = new HashMap<>();

    /**
     * The use of a default. The cells of a suite ask for the same defaults a thousand times. The JVM would generate the
     * methods of this record and of its fields at each start, which takes longer than one cell.
     */
    private record DefaultKey(Hyperparameter hyperparameter, Location location, String path, boolean schedulable) {
        @Override
        public boolean equals(Object o) {
            return o instanceof DefaultKey k
                    && schedulable == k.schedulable
                    && path.equals(k.path)
                    && Objects.equals(location, k.location)
                    && Objects.equals(hyperparameter, k.hyperparameter);
        }

        @Override
        public int hashCode() {
            return (path.hashCode() * 31 + location.line()) * 31 + location.column();
        }
    }

    /**
     * Creates a binder.
     *
     * @param comparable the top-level keys whose values a suite can compare, for suggestions
     */
    public Binder(Catalog catalog, Problems problems, Collection<String> comparable) {
        this(catalog, problems, comparable, FileLocator.RELATIVE);
    }

    /**
     * Creates a binder for a machine where files may lie elsewhere.
     *
     * @param files finds the files that are named
     */
    public Binder(Catalog catalog, Problems problems, Collection<String> comparable, FileLocator files) {
        this.files = files;
        this.catalog = catalog;
        this.problems = problems;
        this.comparable = comparable;
        this.componentResolver = new ComponentResolver(catalog, problems, comparable);
        this.aliases = new AliasHints(catalog);
        this.keys = new KeyChecks(problems);
    }

    public <T> Optional<BoundRecipe<T>> component(Class<T> type, Node node, String path) {
        return component(type, node, path, Set.of());
    }

    /**
     * Binds a component; empty if anything is wrong.
     *
     * @param additionalKeys keys that are allowed among the hyperparameters and are read by the caller
     */
    public <T> Optional<BoundRecipe<T>> component(Class<T> type, Node node, String path, Set<String> additionalKeys) {
        Kind kind = Kind.of(type).orElseThrow();
        if (kind == Kind.OPTIMIZER && node instanceof Node.Sequence s) {
            return chain(type, s, path);
        }
        if (kind == Kind.SCHEDULE && node instanceof Node.Scalar s && YamlNumbers.isNumeric(s.text())) {
            return catalog.find(kind, "constant")
                    .filter(e -> type.isAssignableFrom(e.type()))
                    .flatMap(e -> bind(
                            type, e, singleton(s.location(), "value", s), s.location(), path, "value", additionalKeys));
        }
        return componentResolver
                .resolve(type, node, path)
                .flatMap(n -> bind(
                        type,
                        n.entry(),
                        n.arguments(),
                        node.location(),
                        path + "." + n.entry().name(),
                        null,
                        additionalKeys));
    }

    private <T> Optional<BoundRecipe<T>> chain(Class<T> type, Node.Sequence list, String path) {
        Optional<Entry> chain = catalog.find(Kind.OPTIMIZER, "chain").filter(e -> type.isAssignableFrom(e.type()));
        if (chain.isEmpty()) {
            problems.add(
                    list.location(),
                    path,
                    "a list of optimizers needs the optimizer chain, which is not installed; name one optimizer");
            return Optional.empty();
        }
        return bind(
                type, chain.get(), singleton(list.location(), "links", list), list.location(), path, "links", Set.of());
    }

    private static Node.Mapping singleton(Location at, String key, Node value) {
        return new Node.Mapping(at, List.of(new Node.Pair(key, at, value)));
    }

    /** @param implicitField see {@link #values} */
    private <T> Optional<BoundRecipe<T>> bind(
            Class<T> type,
            Entry entry,
            Node.Mapping arguments,
            Location location,
            String path,
            String implicitField,
            Set<String> additionalKeys) {
        List<Hyperparameter> fields = entry.hyperparameters();
        boolean known = keys.check(
                fields, additionalKeys, arguments, path, p -> aliases.hyperparameter(entry, arguments, p, path));
        Optional<List<Value>> values =
                values(fields, arguments, location, path, entry.kind() == Kind.OPTIMIZER, implicitField);
        if (!known) {
            keys.removeMisspelled(fields, arguments, path);
        }
        if (!known || values.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BoundRecipe<>(type, entry, values.get(), location, path));
        } catch (IncompatibleException e) {
            problems.add(location, path, e.getMessage());
            return Optional.empty();
        }
    }

    /** Binds a record of settings, which is not a component. */
    public <R extends Record> Optional<R> record(Class<R> type, Node.Mapping node, String path) {
        List<Hyperparameter> fields = Hyperparameter.of(type);
        boolean known = keys.check(fields, Set.of(), node, path, p -> AliasHints.setting(path, p));
        Optional<List<Value>> values = values(fields, node, node.location(), path, false, null);
        if (!known) {
            keys.removeMisspelled(fields, node, path);
        }
        if (!known || values.isEmpty()) {
            return Optional.empty();
        }
        Iterator<Object> arguments = values.get().stream().map(v -> v.at(0, 1)).iterator();
        try {
            return Optional.of(create(type, arguments));
        } catch (InvocationTargetException e) {
            problems.add(node.location(), path, ExceptionText.message(e.getCause()));
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is a public record", e);
        }
    }

    /** Creates a record and its groups from the values of all hyperparameters, in order. */
    private static <R extends Record> R create(Class<R> type, Iterator<Object> values)
            throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            arguments[i] = Hyperparameter.isGroup(components[i])
                    ? create(types[i].asSubclass(Record.class), values)
                    : values.next();
        }
        return type.getDeclaredConstructor(types).newInstance(arguments);
    }

    /**
     * @param implicitField the field whose name is not part of the path, since users write its value in place of the
     *     whole component, such as the links of a chain; null if there is none
     */
    private Optional<List<Value>> values(
            List<Hyperparameter> fields,
            Node.Mapping node,
            Location location,
            String path,
            boolean schedulable,
            String implicitField) {
        boolean fine = true;
        List<Value> values = new ArrayList<>();
        for (Hyperparameter f : fields) {
            String at = f.name().equals(implicitField) ? path : join(path, f.name());
            Node given = node.get(f.name());
            Optional<Value> v = given == null
                    ? defaultValue(f, location, at, schedulable)
                    : value(f.type(), f.range(), given, at, schedulable);
            v.ifPresent(values::add);
            fine &= v.isPresent();
        }
        return fine ? Optional.of(values) : Optional.empty();
    }

    private Optional<Value> defaultValue(Hyperparameter f, Location location, String path, boolean schedulable) {
        if (f.defaultValue().isEmpty()) {
            problems.add(location, path, "missing" + (f.doc().isEmpty() ? "" : ": " + f.doc()));
            return Optional.empty();
        }
        DefaultKey asked = new DefaultKey(f, location, path, schedulable);
        if (defaults.containsKey(asked)) {
            return Optional.of(defaults.get(asked));
        }
        Problems own = new Problems();
        Optional<Value> v = YamlReader.value(f.defaultValue().get(), location, own)
                .flatMap(n ->
                        new Binder(catalog, own, comparable, files).value(f.type(), f.range(), n, path, schedulable));
        for (Problem p : own.list()) {
            problems.add(location, p.path(), "not given, and its default is invalid: " + p.message());
        }
        v.ifPresent(fine -> defaults.put(asked, fine));
        return v;
    }

    private Optional<Value> value(Type type, NumericRange range, Node node, String path, boolean schedulable) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return items(list.getActualTypeArguments()[0], range, node, path, schedulable);
        }
        if (!(type instanceof Class<?> c)) {
            return unsupportedType(type, node, path);
        }
        if (Kind.of(c).isPresent()) {
            return component(c, node, path).map(b -> b);
        }
        if (schedulable && ScalarParser.isNumber(c) && isSchedule(node)) {
            return component(Schedule.class, node, path)
                    .map(s -> new Value.Scheduled(s, c, range, node.location(), path));
        }
        if (c == Path.class) {
            return FilePathBinder.bind(node, path, files, problems);
        }
        Optional<String> expected = ScalarParser.expectedType(c);
        if (expected.isEmpty()) {
            return unsupportedType(type, node, path);
        }
        if (!(node instanceof Node.Scalar s)) {
            String hint = ScalarParser.isNumber(c)
                    ? ValueSuggestions.numberForList(node, ScalarParser.isIntegral(c), path, comparable)
                    : ValueSuggestions.asComparison(node, path, comparable);
            problems.add(node.location(), path, "expected " + expected.get() + ", found " + node.describe() + hint);
            return Optional.empty();
        }
        try {
            return Optional.of(new Value.Plain(ScalarParser.parse(c, range, s)));
        } catch (IllegalArgumentException e) {
            problems.add(node.location(), path, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Value> unsupportedType(Type type, Node node, String path) {
        problems.add(node.location(), path, "a value of type " + type.getTypeName() + " cannot be written in a suite");
        return Optional.empty();
    }

    /** Returns whether a node in place of a number is a map or the name of a schedule. */
    private boolean isSchedule(Node node) {
        return node instanceof Node.Mapping
                || node instanceof Node.Scalar s
                        && catalog.find(Kind.SCHEDULE, s.text()).isPresent();
    }

    private Optional<Value> items(Type type, NumericRange range, Node node, String path, boolean schedulable) {
        if (!(node instanceof Node.Sequence s)) {
            problems.add(
                    node.location(),
                    path,
                    "expected a list, found " + node.describe() + (type instanceof Class<?> c ? list(c, node) : ""));
            return Optional.empty();
        }
        if (type instanceof Class<?> c && Kind.of(c).isPresent() && s.items().size() > SuiteLimits.COMPONENTS) {
            problems.add(
                    node.location(),
                    path,
                    s.items().size() + " components are more than the limit of " + SuiteLimits.COMPONENTS);
            return Optional.empty();
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < s.items().size(); i++) {
            value(type, range, s.items().get(i), join(path, Integer.toString(i)), schedulable)
                    .ifPresent(values::add);
        }
        return values.size() == s.items().size() ? Optional.of(new Value.Items(values)) : Optional.empty();
    }

    private static String list(Class<?> type, Node node) {
        return Kind.of(type).filter(k -> k == Kind.LAYER).isPresent()
                ? ValueSuggestions.layers(node)
                : ValueSuggestions.list(node);
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
