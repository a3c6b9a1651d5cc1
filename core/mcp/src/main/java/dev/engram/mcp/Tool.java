package dev.engram.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool: a command with its arguments.
 *
 * @param description what it does, for the model that chooses a tool
 * @param fixed the arguments that every call gets
 */
record Tool(String name, String description, List<Argument> arguments, List<String> fixed) {
    private static final Argument SUITE = Argument.positional("suite", "Path of the suite file (YAML).");
    private static final Argument SET =
            Argument.list("set", "--set", "Values that replace those of the suite, each as path=value.");
    private static final Argument PLUGINS =
            Argument.list("plugins", "--plugins", "Plugin files (jar, zip or Java source), or folders of them.");
    private static final Argument OUT =
            Argument.option("out", "--out", "Folder of the store of runs. Default: results.");
    private static final Argument LIMIT =
            Argument.option("time_limit", "--time-limit", "Longest time that one run may take, such as 60s or 5m.");
    private static final Argument WHICH =
            Argument.positional("which", "A component such as optimizer/adam, or with hyperparameters.");
    private static final List<String> JSON = List.of("--format", "json");

    static final List<Tool> ALL = List.of(
            new Tool(
                    "check",
                    "Report every problem in a suite, with file, line, column and suggestion. Nothing is run.",
                    List.of(SUITE, SET, PLUGINS),
                    JSON),
            new Tool(
                    "run",
                    "Make the missing runs of a suite and return its comparison with verdicts as JSON. Can take long.",
                    List.of(SUITE, SET, OUT, LIMIT, PLUGINS),
                    JSON),
            new Tool(
                    "compare",
                    "Return the comparison of a suite from its stored runs as JSON. Nothing is run.",
                    List.of(SUITE, SET, OUT, PLUGINS),
                    JSON),
            new Tool(
                    "judge",
                    "Decide whether a candidate is better than a baseline, by as many seeds as that takes: keep,"
                            + " discard, equal or undecided. Every candidate is counted, and all share one significance"
                            + " level, so judge only what you would keep.",
                    List.of(
                            Argument.option("suite", "--suite", SUITE.description())
                                    .asRequired(),
                            Argument.option("baseline", "--baseline", "A cell of the suite, or a component.")
                                    .asRequired(),
                            Argument.option(
                                            "candidate",
                                            "--candidate",
                                            "The same, or a Java source file with one optimizer, rule or loss.")
                                    .asRequired(),
                            Argument.option("cell", "--cell", "The cell that provides all other settings."),
                            Argument.option("metric", "--metric", "The metric that decides."),
                            Argument.option("margin", "--margin", "A difference that does not matter in practice."),
                            Argument.option("at_most", "--at-most", "The largest number of seeds. Default: 100."),
                            Argument.flag("confirm", "--confirm", "Judge a kept candidate again on fresh seeds."),
                            OUT,
                            LIMIT,
                            PLUGINS),
                    JSON),
            new Tool(
                    "components",
                    "List the components of a kind (such as optimizer), or explain one (such as optimizer/adam).",
                    List.of(WHICH.asOptional(), PLUGINS),
                    List.of("--json")),
            new Tool(
                    "verify",
                    "Check a component against the contract of its kind, and compare it with well-known ones.",
                    List.of(WHICH, PLUGINS),
                    List.of()));

    /**
     * An argument of a tool.
     *
     * @param option the option of the command; empty for a positional argument
     */
    record Argument(String name, String option, String description, Form form, boolean required) {
        enum Form {
            TEXT,
            LIST,
            FLAG
        }

        static Argument positional(String name, String description) {
            return new Argument(name, "", description, Form.TEXT, true);
        }

        static Argument option(String name, String option, String description) {
            return new Argument(name, option, description, Form.TEXT, false);
        }

        static Argument list(String name, String option, String description) {
            return new Argument(name, option, description, Form.LIST, false);
        }

        static Argument flag(String name, String option, String description) {
            return new Argument(name, option, description, Form.FLAG, false);
        }

        Argument asRequired() {
            return new Argument(name, option, description, form, true);
        }

        Argument asOptional() {
            return new Argument(name, option, description, form, false);
        }

        private Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            switch (form) {
                case TEXT -> schema.put("type", List.of("string", "number"));
                case FLAG -> schema.put("type", "boolean");
                case LIST -> {
                    schema.put("type", "array");
                    schema.put("items", Map.of("type", "string"));
                }
            }
            schema.put("description", description);
            return schema;
        }

        private List<String> words(Object value) {
            List<String> words = new ArrayList<>();
            List<?> values = value instanceof List<?> l ? l : List.of(value);
            for (Object v : values) {
                if (form == Form.FLAG) {
                    words.addAll(Boolean.TRUE.equals(v) ? List.of(option) : List.of());
                } else {
                    words.add(option.isEmpty() ? v.toString() : option + "=" + v);
                }
            }
            return words;
        }
    }

    /** Returns the JSON Schema of the arguments. */
    Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        arguments.forEach(a -> properties.put(a.name(), a.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required",
                arguments.stream()
                        .filter(Argument::required)
                        .map(Argument::name)
                        .toList());
        schema.put("additionalProperties", false);
        return schema;
    }

    /**
     * Returns the words of the command.
     *
     * @param values by the name of the argument; the schema has been checked
     */
    List<String> command(Map<String, Object> values) {
        List<String> words = new ArrayList<>(List.of(name));
        words.addAll(fixed);
        List<String> positional = new ArrayList<>();
        for (Argument a : arguments) {
            Object value = values.get(a.name());
            if (value != null) {
                (a.option().isEmpty() ? positional : words).addAll(a.words(value));
            }
        }
        if (!positional.isEmpty()) {
            words.add("--"); // what follows is never an option
            words.addAll(positional);
        }
        return words;
    }
}
