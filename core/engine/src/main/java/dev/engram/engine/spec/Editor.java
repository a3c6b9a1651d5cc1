package dev.engram.engine.spec;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Field;
import dev.engram.engine.plugins.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Puts values in place of others in a tree of nodes. Knows names and defaults of components, not their ranges. */
final class Editor {
  private final Catalog catalog;
  private final Problems problems;

  Editor(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /**
   * The tree with all changes; empty, and a problem the more, where there is no such path.
   *
   * @param keys the top-level keys that may be changed
   */
  Optional<Node.Mapping> apply(Node.Mapping root, List<Change> changes, Collection<String> keys) {
    Node.Mapping tree = root;
    for (Change c : changes) {
      String key = c.segments().get(0);
      if (!keys.contains(key)) {
        problems.add(c.at(), c.path(), Key.labelled(key).isPresent() ? key + " cannot be changed here"
            : "there is no key called " + new Node.Scalar(c.at(), key, true).found() + Nearest.hint(key, keys));
        return Optional.empty();
      }
      try {
        tree = tree.with(new Node.Pair(key, c.at(), top(tree, Key.labelled(key).orElseThrow(), c)));
      } catch (NoSuchPath e) {
        problems.add(c.at(), c.path(), e.getMessage());
        return Optional.empty();
      }
    }
    return Optional.of(tree);
  }

  /** There is nothing at a path; says why. */
  private static final class NoSuchPath extends Exception {
    NoSuchPath(String reason) {
      super(reason);
    }
  }

  private Node top(Node.Mapping root, Key key, Change c) throws NoSuchPath {
    List<String> path = c.segments();
    Node old = root.get(key.label());
    if (path.size() == 1) {
      return c.value();
    }
    boolean written = old != null && !old.nothing();
    if (key.shape() == Key.Shape.SETTINGS) {
      return setting(key, written ? old : new Node.Mapping(c.at(), List.of()), c);
    }
    if (!written && key == Key.RULE) {
      return inside(new Node.Scalar(c.at(), RunReader.USUAL_RULE, true), key.type(), c, 1);
    }
    if (!written) {
      throw new NoSuchPath(key.label() + " is not given, so nothing in it can be changed");
    }
    return inside(old, key.type(), c, 1);
  }

  /** The axes of a comparison are paths themselves, so what follows its key is one key. */
  private Node setting(Key key, Node old, Change c) throws NoSuchPath {
    List<String> path = c.segments();
    if (!(old instanceof Node.Mapping m)) {
      throw new NoSuchPath(key.label() + " is " + old.found() + " here; change it as a whole");
    }
    if (key == Key.TUNE && path.size() > 2) {
      Node part = m.get(path.get(1));
      Node.Mapping inner = part instanceof Node.Mapping p ? p : new Node.Mapping(c.at(), List.of());
      return m.with(new Node.Pair(path.get(1), c.at(), inner.with(new Node.Pair(String.join(".", path.subList(2, path.size())), c.at(), c.value()))));
    }
    if (key != Key.TRAINING || path.size() == 2) {
      String rest = String.join(".", path.subList(1, path.size()));
      return m.with(new Node.Pair(rest, c.at(), c.value()));
    }
    Node child = m.get(path.get(1));
    if (child == null) {
      throw new NoSuchPath(key.label() + " has no " + path.get(1) + " here");
    }
    return m.with(new Node.Pair(path.get(1), c.at(), inside(child, null, c, 2)));
  }

  /**
   * The node at a path of the length {@code depth}, changed.
   *
   * @param type that is expected there, as far as it is known
   */
  private Node inside(Node node, Type type, Change c, int depth) throws NoSuchPath {
    List<String> path = c.segments();
    if (depth == path.size()) {
      return c.value();
    }
    if (node instanceof Node.Sequence s) {
      List<Node> items = new ArrayList<>(s.items());
      int at = index(path.get(depth), items.size());
      items.set(at, inside(items.get(at), element(type), c, depth + 1));
      return new Node.Sequence(s.place(), items);
    }
    String name = path.get(depth);
    Node.Pair component = component(node);
    if (component == null || !component.key().equals(name)) {
      throw new NoSuchPath("there is no " + name + " here: " + String.join(".", path.subList(0, depth)) + " is "
          + (component == null ? node.found() : component.key()));
    }
    Node arguments = depth + 1 == path.size() ? c.value() : argument(component, type, c, depth + 1);
    return new Node.Mapping(node.place(), List.of(new Node.Pair(name, component.place(), arguments)));
  }

  private Node argument(Node.Pair component, Type type, Change c, int depth) throws NoSuchPath {
    List<String> path = c.segments();
    String name = path.get(depth);
    Node.Mapping arguments = component.value() instanceof Node.Mapping m ? m
        : new Node.Mapping(component.place(), List.of());
    if (depth + 1 == path.size()) {
      return arguments.with(new Node.Pair(name, c.at(), c.value()));
    }
    Optional<Field> field = field(type, component.key(), name);
    Node old = arguments.get(name);
    if (old == null) {
      old = field.flatMap(Field::standard).flatMap(d -> YamlReader.value(d, c.at(), new Problems())).orElse(null);
    }
    if (old == null) {
      throw new NoSuchPath(component.key() + " has no " + name + " here");
    }
    return arguments.with(new Node.Pair(name, c.at(), inside(old, field.map(Field::type).orElse(null), c, depth + 1)));
  }

  /** The component that a node names and what is written about it; null for a node that is none. */
  private static Node.Pair component(Node node) {
    if (node instanceof Node.Scalar s) {
      return new Node.Pair(s.text(), s.place(), new Node.Scalar(s.place(), "", true));
    }
    Node.Mapping m = (Node.Mapping) node;
    return m.pairs().size() == 1 ? m.pairs().get(0) : null;
  }

  private Optional<Field> field(Type type, String component, String name) {
    Optional<Kind> kind = type instanceof Class<?> c ? Kind.of(c) : Optional.empty();
    Optional<Entry> entry = kind.flatMap(k -> catalog.find(k, component));
    return entry.flatMap(e -> e.fields().stream().filter(f -> f.name().equals(name)).findFirst());
  }

  /** The lists at the top are declared by their element; so is a chain that is written as a list. */
  private static Type element(Type type) {
    return type instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : type;
  }

  private static int index(String text, int size) throws NoSuchPath {
    int at = text.matches("0|[1-9]\\d{0,5}") ? Integer.parseInt(text) : -1;
    if (at < 0 || at >= size) {
      throw new NoSuchPath("there is no element " + text + " here; "
          + (size == 0 ? "the list is empty" : "elements are counted from 0, the last is " + (size - 1)));
    }
    return at;
  }
}
