package dev.engram.engine.spec;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the component that a node names. */
final class Names {
  /** A component and what is written about its hyperparameters. */
  record Named(Entry entry, Node.Mapping arguments) {}

  private static final Pattern SENTENCE = Pattern.compile("\\.\\s");
  /** Letters of a word that says something. */
  private static final int WORD = 3;
  private static final int FEW = 3;

  private final Catalog catalog;
  private final Problems problems;

  Names(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /** Empty, and a problem the more, where the node names no component of such a type. */
  Optional<Named> resolve(Class<?> type, Node node, String path) {
    Kind kind = Kind.of(type).orElseThrow();
    String expected = "expected " + an(kind.label()) + ", found ";
    if (kind == Kind.LAYER && node instanceof Node.Scalar s && Forms.isWhole(s.text()) && catalog.find(kind, "dense").isPresent()) {
      problems.add(node.place(), path, expected + node.found() + "; write " + Forms.layer(s.text()));
      return Optional.empty();
    }
    if (node instanceof Node.Scalar s && !s.text().isBlank()) {
      return find(type, s.text(), s.place(), path).map(e -> new Named(e, new Node.Mapping(s.place(), List.of())));
    }
    if (!(node instanceof Node.Mapping m) || m.pairs().isEmpty()) {
      problems.add(node.place(), path, expected + node.found() + Forms.compared(node, path));
      return Optional.empty();
    }
    Node.Pair first = m.pairs().get(0);
    if (m.pairs().size() > 1) {
      problems.add(m.place(), path, expected + "a map of " + m.pairs().size() + " keys (" + String.join(", ", m.keys())
          + "); write {NAME: {KEY: VALUE, ...}}");
      return Optional.empty();
    }
    Optional<Entry> entry = find(type, first.key(), first.place(), path);
    if (first.value().nothing()) {
      return entry.map(e -> new Named(e, new Node.Mapping(first.place(), List.of())));
    }
    if (!(first.value() instanceof Node.Mapping arguments)) {
      problems.add(first.value().place(), path + "." + first.key(),
          "expected a map of hyperparameters, found " + first.value().found() + entry.map(e -> example(e, first.value())).orElse(""));
      return Optional.empty();
    }
    return entry.map(e -> new Named(e, arguments));
  }

  /** Whoever writes one value most likely means the first hyperparameter. */
  private static String example(Entry entry, Node value) {
    return value instanceof Node.Scalar s && Numbers.numeric(s.text()) && !entry.fields().isEmpty()
        && entry.fields().get(0).type() instanceof Class<?> c && Scalars.isNumber(c)
        ? "; write {" + entry.name() + ": {" + entry.fields().get(0).name() + ": " + s.text() + "}}" : "";
  }

  private Optional<Entry> find(Class<?> type, String name, Place place, String path) {
    Kind kind = Kind.of(type).orElseThrow();
    Optional<Entry> found = catalog.find(kind, name);
    if (found.isPresent() && !type.isAssignableFrom(found.get().type())) {
      problems.add(place, path,
          name + " is " + an(kind.label()) + ", but no " + words(type) + list(fitting(kind, type)));
      return Optional.empty();
    }
    if (found.isEmpty()) {
      List<String> others = catalog.all().stream().filter(e -> e.name().equals(name))
          .map(e -> an(e.kind().label())).toList();
      List<String> names = fitting(kind, type);
      problems.add(place, path, !others.isEmpty()
          ? name + " is " + String.join(" and ", others) + "; expected " + an(kind.label()) + list(names)
          : "there is no " + kind.label() + " called " + new Node.Scalar(place, name, true).found()
              + (names.isEmpty() ? "; none is installed" : hint(kind, type, name, names)));
    }
    return found;
  }

  /** What has no such name may say in its first sentence that it is that: {@code mean-squared-error} is mse, {@code mnist} is idx. */
  private String hint(Kind kind, Class<?> type, String name, List<String> names) {
    List<String> words = Stream.of(words(name).split("[^a-z0-9]+")).filter(w -> w.length() >= WORD).toList();
    List<String> described = Nearest.to(name, names).isPresent() || words.isEmpty() ? List.of() : catalog.of(kind).stream()
        .filter(e -> type.isAssignableFrom(e.type())).filter(e -> first(e.documentation()).containsAll(words)).map(Entry::name).toList();
    return described.isEmpty() || described.size() > FEW ? Nearest.hint(name, names, kind.label()) : "; that may be " + String.join(" or ", described);
  }

  private static Set<String> first(String documentation) {
    return Arrays.stream(SENTENCE.split(documentation.toLowerCase(Locale.ROOT), 2)[0].split("[^a-z0-9]+")).collect(Collectors.toSet());
  }

  private List<String> fitting(Kind kind, Class<?> type) {
    return catalog.of(kind).stream().filter(e -> type.isAssignableFrom(e.type())).map(Entry::name).toList();
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "" : "; there " + (names.size() == 1 ? "is only " : "are ") + String.join(", ", names);
  }

  /** {@code LocalRule}: local rule. */
  private static String words(Class<?> type) {
    return words(type.getSimpleName());
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String an(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }
}
