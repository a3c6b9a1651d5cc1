package dev.engram.engine.suite;

import dev.engram.engine.bind.ScalarParser;
import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.config.RunSpecWriter;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.suite.tuning.SearchRange;
import dev.engram.engine.suite.tuning.TuningReader;
import dev.engram.engine.tune.Search;
import dev.engram.engine.yaml.YamlWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema (draft 2020-12) of suites, made from the catalog, with which editors complete and check suites. It is
 * not stricter than the reader, which also checks the paths of axes and the compatibility of components.
 */
public final class SuiteSchema {
    private static final List<String> WORD = List.of("string", "number", "boolean");

    private final Catalog catalog;

    private SuiteSchema(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the schema as a tree of maps, lists, texts, numbers and booleans. */
    public static Map<String, Object> of(Catalog catalog) {
        return new SuiteSchema(catalog).root();
    }

    private Map<String, Object> root() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (SuiteKey k : SuiteKey.values()) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("description", k.doc().split("\n", 2)[0]);
            // A key without a value removes what a base suite says.
            value.put("anyOf", List.of(of(k), Map.of("type", "null")));
            properties.put(k.label(), value);
        }
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (Kind k : Kind.values()) {
            definitions.put(k.label(), any(k));
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "A suite of Engram");
        root.putAll(closed(properties, List.of()));
        root.put("$defs", definitions);
        return root;
    }

    private Map<String, Object> of(SuiteKey suiteKey) {
        return switch (suiteKey) {
            case NAME, ABOUT, EXTENDS -> Map.of("type", WORD);
            case PREDICTIONS -> Map.of("type", "boolean");
            case SEEDS ->
                anyOf(
                        number("integer", NumericRange.parse("[1,100000]")),
                        list(number("integer", NumericRange.parse("[0,inf)"))),
                        untilDecided());
            case START ->
                anyOf(
                        Map.of("const", RunSpecReader.RANDOM_START),
                        list(Map.of("type", "number")),
                        closed(Map.of("weights", Map.of("type", WORD)), List.of("weights")));
            case MEASURE -> anyOf(Map.of("const", RunSpecWriter.DEFAULT_METRICS), list(ref(Kind.METRIC)));
            case TRAINING -> settings(Hyperparameter.of(TrainingSettings.class), false, List.of());
            case TUNE -> tune();
            case TARGET -> settings(Hyperparameter.of(Target.class), false, List.of("metric", "at"));
            case COMPARE -> compare();
            case NETWORK -> network();
            case QUESTIONS -> list(Map.of("enum", QuestionsReader.keys()));
            case BASELINE -> Map.of("type", List.of("string", "number", "object"));
            // Other forms are checked by the reader.
            default -> suiteKey.type() == null ? Map.of() : component(suiteKey);
        };
    }

    /** Seeds that are added until the tests decide. */
    private static Map<String, Object> untilDecided() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(SeedReader.UNTIL, Map.of("const", SeedReader.DECIDED));
        properties.put(SeedReader.AT_MOST, number("integer", NumericRange.parse("[1,100000]")));
        return closed(properties, List.of(SeedReader.UNTIL));
    }

    private static Map<String, Object> component(SuiteKey suiteKey) {
        Map<String, Object> component = ref(Kind.of(suiteKey.type()).orElseThrow());
        return suiteKey.shape() == SuiteKey.Shape.LIST ? list(component) : component;
    }

    /** A list of layers, or the short form for hidden layers that differ only in their units. */
    private static Map<String, Object> network() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(NetworkShorthand.HIDDEN, hidden());
        properties.put(NetworkShorthand.TEMPLATE, Map.of("type", List.of("string", "object")));
        properties.put(NetworkShorthand.OUTPUT, ref(Kind.LAYER));
        return anyOf(
                component(SuiteKey.NETWORK),
                closed(properties, List.of(NetworkShorthand.HIDDEN, NetworkShorthand.OUTPUT)));
    }

    private static Map<String, Object> hidden() {
        Map<String, Object> units = number("integer", NumericRange.parse("[1,inf)"));
        return anyOf(units, list(units));
    }

    /** Axes with values, named variants, or both. A path may have any depth. */
    private Map<String, Object> compare() {
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("type", "object");
        variant.put("properties", runKeys(false));
        Map<String, Object> axes = new LinkedHashMap<>();
        axes.put("type", "object");
        Map<String, Object> properties = runKeys(true);
        properties.put("variants", list(variant));
        properties.put(NetworkShorthand.HIDDEN_PATH, list(hidden()));
        axes.put("properties", properties);
        axes.put("additionalProperties", Map.of("type", List.of("array", "object")));
        return anyOf(axes, list(variant));
    }

    private Map<String, Object> tune() {
        Map<String, Object> rounds = new LinkedHashMap<>();
        rounds.put("factor", number("integer", TuningReader.FACTOR));
        rounds.put("rungs", number("integer", TuningReader.RUNGS));
        Map<String, Object> halving = new LinkedHashMap<>(closed(rounds, List.of()));
        halving.put("type", List.of("object", "null"));
        Map<String, Object> value = new LinkedHashMap<>();
        for (String kind : SearchRange.KINDS) {
            Map<String, Object> list = list(Map.of(
                    "type",
                    kind.equals(SearchRange.CHOICE)
                            ? List.of("string", "number", "boolean", "object")
                            : List.of("number")));
            list.put("minItems", 2);
            value.put(kind, list);
        }
        Map<String, Object> range = new LinkedHashMap<>(closed(value, List.of()));
        range.put("minProperties", 1);
        range.put("maxProperties", 1);
        Map<String, Object> space = new LinkedHashMap<>();
        space.put("type", "object");
        space.put("additionalProperties", range);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("trials", number("integer", TuningReader.TRIALS));
        properties.put(
                "seeds", anyOf(number("integer", TuningReader.SEEDS), list(number("integer", TuningReader.SEED))));
        properties.put("by", Map.of("type", "string"));
        properties.put(
                "search",
                Map.of(
                        "enum",
                        Arrays.stream(Search.values())
                                .map(YamlWriter::kebabCase)
                                .toList()));
        properties.put(TuningReader.SPACE, space);
        properties.put(TuningReader.HALVING, halving);
        return closed(properties, List.of(TuningReader.SPACE));
    }

    private Map<String, Object> runKeys(boolean asAxes) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (SuiteKey k : SuiteKey.values()) {
            if (k.isRunKey()) {
                properties.put(k.label(), asAxes ? anyOf(list(of(k)), Map.of("type", "object")) : of(k));
            }
        }
        return properties;
    }

    private Object any(Kind kind) {
        List<Hyperparameter> shared = kind == Kind.DATASET ? Hyperparameter.of(DataSettings.class) : List.of();
        List<String> bare = new ArrayList<>();
        Map<String, Object> written = new LinkedHashMap<>();
        for (Entry e : catalog.of(kind)) {
            if (e.hyperparameters().stream().allMatch(f -> f.defaultValue().isPresent())) {
                bare.add(e.name());
            }
            List<Hyperparameter> fields = new ArrayList<>(e.hyperparameters());
            fields.addAll(shared);
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put(
                    "description",
                    e.documentation()
                            .split("\\n\\s*\\n", 2)[0]
                            .replaceAll("\\s+", " ")
                            .strip());
            settings.putAll(settings(fields, kind == Kind.OPTIMIZER, required(e)));
            written.put(e.name(), settings);
        }
        Map<String, Object> map = new LinkedHashMap<>(closed(written, List.of()));
        map.put("minProperties", 1);
        map.put("maxProperties", 1);
        List<Object> forms = new ArrayList<>();
        if (!bare.isEmpty()) {
            forms.add(Map.of("enum", bare));
        }
        forms.add(map);
        if (kind == Kind.OPTIMIZER) {
            forms.add(list(ref(kind)));
        }
        return Map.of("anyOf", forms);
    }

    private static List<String> required(Entry e) {
        return e.hyperparameters().stream()
                .filter(f -> f.defaultValue().isEmpty())
                .map(Hyperparameter::name)
                .toList();
    }

    /** @param scheduled whether a schedule may replace a number */
    private Map<String, Object> settings(List<Hyperparameter> fields, boolean scheduled, List<String> required) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Hyperparameter f : fields) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put(
                    "description",
                    f.doc() + f.defaultValue().map(s -> " (default " + s + ")").orElse(""));
            boolean number = f.type() instanceof Class<?> c && ScalarParser.isNumber(c);
            value.putAll(
                    scheduled && number ? anyOf(of(f.type(), f.range()), ref(Kind.SCHEDULE)) : of(f.type(), f.range()));
            properties.put(f.name(), value);
        }
        Map<String, Object> settings = new LinkedHashMap<>(closed(properties, required));
        if (required.isEmpty()) {
            settings.put("type", List.of("object", "null"));
        }
        return settings;
    }

    /** Returns the schema of the value of a setting or hyperparameter. */
    public static Map<String, Object> value(Hyperparameter h) {
        return of(h.type(), h.range());
    }

    private static Map<String, Object> of(Type type, NumericRange range) {
        if (type instanceof ParameterizedType p) {
            return list(of(p.getActualTypeArguments()[0], range));
        }
        Class<?> c = (Class<?>) type;
        if (ScalarParser.isNumber(c)) {
            boolean real = List.of(float.class, Float.class, double.class, Double.class)
                    .contains(c);
            return number(real ? "number" : "integer", range);
        }
        if (c == boolean.class || c == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (c.isEnum()) {
            return Map.of(
                    "enum",
                    Arrays.stream(c.getEnumConstants())
                            .map(e -> YamlWriter.kebabCase((Enum<?>) e))
                            .toList());
        }
        if (c == Path.class) {
            return Map.of("type", "string");
        }
        return Kind.of(c).map(SuiteSchema::ref).orElse(Map.of("type", WORD));
    }

    private static Map<String, Object> number(String type, NumericRange range) {
        Map<String, Object> number = new LinkedHashMap<>();
        number.put("type", type);
        if (!Double.isInfinite(range.low())) {
            number.put(range.lowInclusive() ? "minimum" : "exclusiveMinimum", range.low());
        }
        if (!Double.isInfinite(range.high())) {
            number.put(range.highInclusive() ? "maximum" : "exclusiveMaximum", range.high());
        }
        return number;
    }

    private static Map<String, Object> closed(Map<String, Object> properties, List<String> required) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", "object");
        map.put("properties", properties);
        map.put("additionalProperties", false);
        if (!required.isEmpty()) {
            map.put("required", required);
        }
        return map;
    }

    private static Map<String, Object> list(Object items) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", items);
        return list;
    }

    private static Map<String, Object> ref(Kind kind) {
        return Map.of("$ref", "#/$defs/" + kind.label());
    }

    private static Map<String, Object> anyOf(Object... forms) {
        return Map.of("anyOf", List.of(forms));
    }
}
