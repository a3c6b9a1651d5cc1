package dev.engram.app.docs;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.run.DataSettings;
import dev.engram.engine.run.Target;
import dev.engram.engine.run.TrainingSettings;
import dev.engram.engine.suite.SuiteSchema;
import dev.engram.engine.suite.tuning.TuningKey;
import dev.engram.engine.tune.TrialPoints;
import dev.engram.engine.yaml.SuiteLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes {@code experiments/REFERENCE.md}, the reference of the suite language: a heading for each key, with the type
 * from the schema and the documentation from the key.
 */
final class SuiteReference {
    private static final int WIDTH = 120;
    private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|[^\\s`])+");
    private static final String INTRODUCTION = """
        # The suite language

        A suite is a YAML file. Its settings describe a run; its axes (`compare`, `problems`) and its seeds say \
        which runs are made.

        A component is a name (`adam`) or a one-key map with its hyperparameters (`{adam: {rate: 0.01}}`), \
        everywhere. `engram components` lists what exists, with defaults and ranges.

        A path leads to a value inside the suite: `optimizer.adam.rate`, `network.0.dense.units`. Lists are \
        counted from 0.

        A file name in a suite is relative to the suite that contains it.

        Splits, first weights and the order of batches depend only on the seed. All cells of a seed share them, so \
        they can be compared in pairs.

        `engram check FILE` reports every problem with place and suggestion. `engram run FILE --dry-run` prints \
        the plan: cells, runs, runs that are already in the store, and an estimate of the time for the rest. \
        `engram schema` prints a JSON Schema, with which editors complete and check a suite.
        """;

    private final Map<String, Object> schema;
    private final StringBuilder page = new StringBuilder();

    private SuiteReference() {
        this.schema = SuiteSchema.of(Catalog.of(List.of()));
    }

    /** Returns the whole page. */
    static String text() {
        SuiteReference reference = new SuiteReference();
        reference.paragraphs(INTRODUCTION);
        for (SuiteKey k : SuiteKey.values()) {
            reference.key(k);
        }
        reference.limits();
        return reference.page.toString();
    }

    /** Appends the limits, which no experiment reaches and a mistake may. */
    private void limits() {
        heading("## Limits");
        paragraphs("What exceeds a limit is a problem with its numbers, and nothing is run. " + """
            A suite of up to a megabyte is read, or refused, within five seconds.
            """);
        List<String> rows = new ArrayList<>(List.of("| of | at most |", "|---|---|"));
        limit(rows, "a file", SuiteLimits.FILE_BYTES, "bytes");
        limit(rows, "maps and lists within each other", SuiteLimits.NESTING, "levels");
        limit(rows, "a number", SuiteLimits.NUMBER_LENGTH, "characters");
        limit(rows, "the name of a suite or a variant", SuiteLimits.NAME_LENGTH, "characters");
        limit(rows, "a list of components", SuiteLimits.COMPONENTS, "components");
        limit(rows, "a comparison", SuiteLimits.CELLS, "cells");
        limit(rows, "`exclude`", SuiteLimits.EXCLUSIONS, "exclusions");
        limit(rows, "`seeds`", SuiteLimits.SEEDS, "seeds");
        limit(rows, "`tune.seeds`", SuiteLimits.TUNING_SEEDS, "seeds");
        limit(rows, "`tune.trials`", SuiteLimits.TRIALS, "trials of a cell");
        limit(rows, "a list in `tune.space`", SuiteLimits.LISTED_VALUES, "values");
        limit(rows, "`search: sobol`", TrialPoints.MAX_SOBOL_DIMENSIONS, "tuned hyperparameters of a cell");
        limit(rows, "cells times seeds, and trials times tuning seeds", SuiteLimits.RUNS, "runs");
        limit(
                rows,
                "the settings of all cells, or of all trials, written out",
                SuiteLimits.SETTINGS_LENGTH,
                "characters");
        page.append('\n').append(String.join("\n", rows)).append('\n');
    }

    private static void limit(List<String> rows, String of, long most, String unit) {
        rows.add("| " + of + " | " + String.format(Locale.ROOT, "%,d", most) + " " + unit + " |");
    }

    private void key(SuiteKey key) {
        heading("## " + key.label());
        type(property(key), "");
        paragraphs(key.doc());
        switch (key) {
            case DATA -> fields("data", DataSettings.class);
            case TRAINING -> fields("training", TrainingSettings.class);
            case TARGET -> fields("target", Target.class);
            case TUNE -> tuning();
            case LINT -> lintRules();
            default -> {}
        }
    }

    private void fields(String path, Class<? extends Record> settings) {
        for (Hyperparameter h : Hyperparameter.of(settings)) {
            heading("### " + path + "." + h.name());
            String required = "Required.";
            type(
                    SuiteSchema.value(h),
                    h.defaultValue().map(d -> "Default: `" + d + "`.").orElse(required));
            paragraphs(sentence(h.doc()));
        }
    }

    private void tuning() {
        for (TuningKey k : TuningKey.values()) {
            heading("### tune." + k.label());
            type(in(property(SuiteKey.TUNE), "properties", k.label()), "");
            paragraphs(k.doc());
        }
    }

    private void lintRules() {
        List<String> rows = new ArrayList<>(List.of("| warning | condition |", "|---|---|"));
        Linter.conditions().forEach((name, condition) -> rows.add("| `" + name + "` | " + condition + " |"));
        page.append('\n').append(String.join("\n", rows)).append('\n');
    }

    private void heading(String text) {
        page.append('\n').append(text).append('\n');
    }

    private void type(Object node, String more) {
        String words = words(node);
        String type = words.isEmpty() ? "" : "*" + sentence(words) + "*";
        if (!type.isEmpty() || !more.isEmpty()) {
            paragraphs((type + " " + more).strip());
        }
    }

    /** Appends paragraphs, wrapped; lines of tables and of code stay as they are. */
    private void paragraphs(String text) {
        page.append(page.isEmpty() ? "" : "\n");
        for (String line : text.strip().split("\n")) {
            boolean fixed = line.startsWith("|") || line.startsWith("    ");
            page.append(fixed ? line : wrapped(line)).append('\n');
        }
    }

    /** Breaks lines between words, but not inside of code. */
    private static String wrapped(String paragraph) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        Matcher words = WORD.matcher(paragraph);
        while (words.find()) {
            String word = words.group();
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                lines.append('\n');
                column = 0;
            }
            lines.append(column == 0 ? "" : " ").append(word);
            column += (column == 0 ? 0 : 1) + word.length();
        }
        return lines.toString();
    }

    private static String sentence(String text) {
        String first = text.startsWith("`") ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }

    /** The type that a node of the schema describes, in words; empty for one that allows everything. */
    private static String words(Object node) {
        if (!(node instanceof Map<?, ?> m)) {
            return "";
        }
        if (m.get("anyOf") instanceof List<?> forms) {
            return forms.stream().map(SuiteReference::words).collect(Collectors.joining(", or "));
        }
        if (m.get("enum") instanceof List<?> constants) {
            return constants.stream().map(c -> "`" + c + "`").collect(Collectors.joining(", "));
        }
        if (m.containsKey("const")) {
            return "`" + m.get("const") + "`";
        }
        if (m.get("$ref") instanceof String ref) {
            return component(ref);
        }
        return "array".equals(m.get("type")) ? list(m.get("items")) : scalar(m);
    }

    private static String component(String ref) {
        return ref.substring(ref.lastIndexOf('/') + 1).replace('-', ' ').replace("dataset", "data set");
    }

    private static String list(Object items) {
        if (items instanceof Map<?, ?> m && m.get("$ref") instanceof String ref) {
            return "list of " + component(ref) + "s";
        }
        String words = words(items);
        return words.isEmpty() ? "list" : "list (each " + words + ")";
    }

    private static String scalar(Map<?, ?> node) {
        Object type = node.get("type");
        if (type instanceof List<?> several) {
            String word = several.contains("string") ? "text or number" : "";
            String map = several.contains("object") ? "map" : "";
            return word + (word.isEmpty() || map.isEmpty() ? "" : ", or ") + map;
        }
        if (type == null) {
            return "";
        }
        return switch (type.toString()) {
            case "object" -> "map";
            case "boolean" -> "`true` or `false`";
            case "string" -> "text";
            default -> type + range(node);
        };
    }

    private static String range(Map<?, ?> node) {
        String low = bound(node, "minimum", "[") + bound(node, "exclusiveMinimum", "(");
        String high = bound(node, "maximum", "]") + bound(node, "exclusiveMaximum", ")");
        if (low.isEmpty() && high.isEmpty()) {
            return "";
        }
        return " in " + (low.isEmpty() ? "(-inf" : low) + ", " + (high.isEmpty() ? "inf)" : high);
    }

    private static String bound(Map<?, ?> node, String key, String bracket) {
        if (!(node.get(key) instanceof Number n)) {
            return "";
        }
        String x = new BigDecimal(n.toString()).stripTrailingZeros().toPlainString();
        return "[(".contains(bracket) ? bracket + x : x + bracket;
    }

    /** What the schema says of a key that has a value. */
    private Object property(SuiteKey key) {
        return ((List<?>) in(schema, "properties", key.label(), "anyOf")).get(0);
    }

    private static Object in(Object node, String... keys) {
        Object found = node;
        for (String key : keys) {
            found = found instanceof Map<?, ?> m ? m.get(key) : null;
        }
        return found;
    }
}
