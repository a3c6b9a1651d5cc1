package dev.engram.engine.bind;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.ValueSuggestions;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the component that a node names. */
final class ComponentResolver {
    /** A component with its arguments. */
    record EntryAndArguments(Entry entry, Node.Mapping arguments) {}

    private static final Pattern SENTENCE = Pattern.compile("\\.\\s");
    /** The shortest word that is searched for in descriptions. */
    private static final int MIN_WORD = 3;

    private static final int MAX_SUGGESTIONS = 3;

    private final Catalog catalog;
    private final Problems problems;
    private final Collection<String> comparable;

    ComponentResolver(Catalog catalog, Problems problems, Collection<String> comparable) {
        this.catalog = catalog;
        this.problems = problems;
        this.comparable = comparable;
    }

    /** Returns the component that a node names; empty if there is none of this type, which is added to the problems. */
    Optional<EntryAndArguments> resolve(Class<?> type, Node node, String path) {
        Kind kind = Kind.of(type).orElseThrow();
        String expected = "expected " + withArticle(words(kind)) + ", found ";
        if (kind == Kind.LAYER
                && node instanceof Node.Scalar s
                && ValueSuggestions.isInteger(s.text())
                && catalog.find(kind, "dense").isPresent()) {
            problems.add(
                    node.location(), path, expected + node.describe() + "; write " + ValueSuggestions.layer(s.text()));
            return Optional.empty();
        }
        if (node instanceof Node.Scalar s && !s.text().isBlank()) {
            return find(type, s.text(), s.location(), path)
                    .map(e -> new EntryAndArguments(e, new Node.Mapping(s.location(), List.of())));
        }
        if (!(node instanceof Node.Mapping m) || m.pairs().isEmpty()) {
            problems.add(
                    node.location(),
                    path,
                    expected + node.describe() + ValueSuggestions.asComparison(node, path, comparable));
            return Optional.empty();
        }
        Node.Pair first = m.pairs().get(0);
        if (m.pairs().size() > 1) {
            problems.add(
                    m.location(),
                    path,
                    expected + "a map of " + m.pairs().size() + " keys (" + String.join(", ", m.keys()) + "); write "
                            + nested(m));
            return Optional.empty();
        }
        Optional<Entry> entry = find(type, first.key(), first.location(), path);
        if (first.value().isNull()) {
            return entry.map(e -> new EntryAndArguments(e, new Node.Mapping(first.location(), List.of())));
        }
        if (!(first.value() instanceof Node.Mapping arguments)) {
            problems.add(
                    first.value().location(),
                    path + "." + first.key(),
                    "expected a map of hyperparameters, found " + first.value().describe()
                            + entry.map(e -> example(e, first.value())).orElse(""));
            return Optional.empty();
        }
        return entry.map(e -> new EntryAndArguments(e, arguments));
    }

    /** Suggests the first hyperparameter for a single number. */
    private static String example(Entry entry, Node value) {
        return value instanceof Node.Scalar s
                        && YamlNumbers.isNumeric(s.text())
                        && !entry.hyperparameters().isEmpty()
                        && entry.hyperparameters().get(0).type() instanceof Class<?> c
                        && ScalarParser.isNumber(c)
                ? "; write {" + entry.name() + ": {"
                        + entry.hyperparameters().get(0).name() + ": " + s.text() + "}}"
                : "";
    }

    private Optional<Entry> find(Class<?> type, String name, Location location, String path) {
        Kind kind = Kind.of(type).orElseThrow();
        Optional<Entry> found = catalog.find(kind, name);
        if (found.isPresent() && !type.isAssignableFrom(found.get().type())) {
            problems.add(
                    location,
                    path,
                    name + " is " + withArticle(words(kind)) + ", but not a " + words(type)
                            + NameSuggestions.choice(candidates(kind, type)));
            return Optional.empty();
        }
        if (found.isEmpty()) {
            List<String> others = catalog.all().stream()
                    .filter(e -> e.name().equals(name))
                    .map(e -> withArticle(words(e.kind())))
                    .toList();
            List<String> names = candidates(kind, type);
            Optional<String> alias =
                    LibraryAliases.component(kind, name).filter(names::contains).map(n -> "; did you mean " + n + "?");
            String message;
            if (others.isEmpty()) {
                String hint = names.isEmpty() ? "; none is installed" : hint(kind, type, name, names);
                message = "there is no " + words(kind) + " called " + new Node.Scalar(location, name, true).describe()
                        + alias.orElse(hint);
            } else {
                message = name + " is " + String.join(" and ", others) + "; expected " + withArticle(words(kind))
                        + alias.orElse(NameSuggestions.choice(names));
            }
            problems.add(location, path, message);
        }
        return found;
    }

    /**
     * Returns the hint for an unknown name. A component may be described by that name: {@code mean-squared-error} is
     * mse, {@code mnist} is idx.
     */
    private String hint(Kind kind, Class<?> type, String name, List<String> names) {
        List<String> words = Stream.of(words(name).split("[^a-z0-9]+"))
                .filter(w -> w.length() >= MIN_WORD && !words(kind).contains(w))
                .toList();
        List<String> described = NameSuggestions.closest(name, names).isPresent() || words.isEmpty()
                ? List.of()
                : catalog.of(kind).stream()
                        .filter(e -> type.isAssignableFrom(e.type()))
                        .filter(e -> firstSentence(e.documentation()).containsAll(words))
                        .map(Entry::name)
                        .toList();
        return described.isEmpty() || described.size() > MAX_SUGGESTIONS
                ? NameSuggestions.hint(name, names, kind.label())
                : "; did you mean " + String.join(" or ", described) + "?";
    }

    private static Set<String> firstSentence(String documentation) {
        return Arrays.stream(SENTENCE.split(documentation.toLowerCase(Locale.ROOT), 2)[0].split("[^a-z0-9]+"))
                .collect(Collectors.toSet());
    }

    private List<String> candidates(Kind kind, Class<?> type) {
        return catalog.of(kind).stream()
                .filter(e -> type.isAssignableFrom(e.type()))
                .map(Entry::name)
                .toList();
    }

    /** How to write a map whose other keys should be inside the first: they are not indented. */
    private static String nested(Node.Mapping m) {
        Node.Pair first = m.pairs().get(0);
        return first.value().isNull()
                ? "{" + first.key() + ": "
                        + new Node.Mapping(
                                        m.location(),
                                        m.pairs().subList(1, m.pairs().size()))
                                .text()
                        + "}, or indent the lines below " + first.key() + " further"
                : "{NAME: {KEY: VALUE, ...}}";
    }

    /** {@code LocalRule}: local rule. */
    private static String words(Class<?> type) {
        return words(type.getSimpleName());
    }

    /** {@code learning-rule}: learning rule. */
    private static String words(Kind kind) {
        return kind.label().replace('-', ' ');
    }

    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
