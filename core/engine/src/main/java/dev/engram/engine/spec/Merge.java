package dev.engram.engine.spec;

import java.util.List;

/**
 * Lays one file over another. Settings merge key by key; a component merges with one of the same name; lists, words and
 * components of another name replace what was there.
 */
final class Merge {
  private Merge() {}

  /** The name and the sentence about a suite are its own: they are not inherited. */
  static Node.Mapping of(Node.Mapping base, Node.Mapping over) {
    Node.Mapping all = new Node.Mapping(over.place(), base.pairs().stream()
        .filter(p -> !p.key().equals(Key.NAME.label()) && !p.key().equals(Key.ABOUT.label())).toList());
    for (Node.Pair p : over.pairs()) {
      Node before = all.get(p.key());
      Node value = before == null ? p.value() : merged(p.key(), before, p.value());
      all = all.with(new Node.Pair(p.key(), p.place(), value));
    }
    return all;
  }

  private static Node merged(String key, Node base, Node over) {
    return switch (Key.labelled(key).map(Key::shape).orElse(Key.Shape.VALUE)) {
      case COMPONENT -> component(base, over);
      case SETTINGS -> settings(base, over, false);
      case VALUE, LIST -> over;
    };
  }

  /** @param components may the values be components, as hyperparameters may? */
  private static Node settings(Node base, Node over, boolean components) {
    if (!(base instanceof Node.Mapping b) || !(over instanceof Node.Mapping o)) {
      return over;
    }
    Node.Mapping all = new Node.Mapping(o.place(), b.pairs());
    for (Node.Pair p : o.pairs()) {
      Node before = all.get(p.key());
      Node value = components && before != null ? component(before, p.value()) : p.value();
      all = all.with(new Node.Pair(p.key(), p.place(), value));
    }
    return all;
  }

  private static Node component(Node base, Node over) {
    if (!(base instanceof Node.Mapping b) || !(over instanceof Node.Mapping o) || b.pairs().size() != 1
        || !o.keys().equals(b.keys())) {
      return over;
    }
    Node.Pair p = o.pairs().get(0);
    Node arguments = settings(b.pairs().get(0).value(), p.value(), true);
    return new Node.Mapping(o.place(), List.of(new Node.Pair(p.key(), p.place(), arguments)));
  }
}
