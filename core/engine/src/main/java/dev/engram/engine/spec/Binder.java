package dev.engram.engine.spec;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Field;
import dev.engram.engine.plugins.Interval;
import dev.engram.engine.plugins.Kind;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Schedule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From nodes to records. Goes on after a mistake, so that all mistakes are found; what has one comes out empty. */
final class Binder {
  private final Catalog catalog;
  private final Problems problems;
  private final Names names;
  private final Map<Standard, Value> standards = new HashMap<>();

  /** A default that is wanted somewhere: the cells of a suite want the same ones a thousand times. */
  private record Standard(Field field, Place place, String path, boolean schedulable) {}

  Binder(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
    this.names = new Names(catalog, problems);
  }

  <T> Optional<Bound<T>> component(Class<T> type, Node node, String path) {
    return component(type, node, path, Set.of());
  }

  /** @param beside keys that may stand among the hyperparameters and are somebody else's business */
  <T> Optional<Bound<T>> component(Class<T> type, Node node, String path, Set<String> beside) {
    Kind kind = Kind.of(type).orElseThrow();
    if (kind == Kind.OPTIMIZER && node instanceof Node.Sequence s) {
      return chain(type, s, path);
    }
    if (kind == Kind.SCHEDULE && node instanceof Node.Scalar s && Numbers.numeric(s.text())) {
      return catalog.find(kind, "constant").filter(e -> type.isAssignableFrom(e.type())).flatMap(
          e -> bind(type, e, one(s.place(), "value", s), s.place(), path, "value", beside));
    }
    return names.resolve(type, node, path).flatMap(
        n -> bind(type, n.entry(), n.arguments(), node.place(), path + "." + n.entry().name(), null, beside));
  }

  private <T> Optional<Bound<T>> chain(Class<T> type, Node.Sequence list, String path) {
    Optional<Entry> chain = catalog.find(Kind.OPTIMIZER, "chain").filter(e -> type.isAssignableFrom(e.type()));
    if (chain.isEmpty()) {
      problems.add(list.place(), path,
          "a list of optimizers needs the optimizer chain, which is not installed; name one optimizer");
      return Optional.empty();
    }
    return bind(type, chain.get(), one(list.place(), "links", list), list.place(), path, "links", Set.of());
  }

  private static Node.Mapping one(Place at, String key, Node value) {
    return new Node.Mapping(at, List.of(new Node.Pair(key, at, value)));
  }

  /**
   * @param silent see {@link #values}
   */
  private <T> Optional<Bound<T>> bind(Class<T> type, Entry entry, Node.Mapping arguments, Place place, String path,
      String silent, Set<String> beside) {
    Optional<List<Value>> values =
        values(entry.fields(), arguments, place, path, beside, entry.kind() == Kind.OPTIMIZER, silent);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Bound<>(type, entry, values.get(), place, path));
    } catch (IncompatibleException e) {
      problems.add(place, path, e.getMessage());
      return Optional.empty();
    }
  }

  /** A record of settings that is no component. */
  <R extends Record> Optional<R> record(Class<R> type, Node.Mapping node, String path) {
    Optional<List<Value>> values = values(Field.of(type), node, node.place(), path, Set.of(), false, null);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(c -> c.getType()).toArray(Class<?>[]::new);
    try {
      Object[] arguments = values.get().stream().map(v -> v.at(0, 1)).toArray();
      return Optional.of(type.getDeclaredConstructor(types).newInstance(arguments));
    } catch (InvocationTargetException e) {
      problems.add(node.place(), path, String.valueOf(e.getCause().getMessage()));
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is a public record", e);
    }
  }

  /**
   * @param silent the field that adds nothing to the path, since a user writes its value in place of the whole
   *     component: the links of a chain; null: every field adds its name
   */
  private Optional<List<Value>> values(List<Field> fields, Node.Mapping node, Place place, String path,
      Set<String> beside, boolean schedulable, String silent) {
    boolean fine = true;
    List<String> known = Stream.concat(fields.stream().map(Field::name), beside.stream().sorted()).toList();
    for (Node.Pair p : node.pairs()) {
      if (!known.contains(p.key())) {
        String hint = known.isEmpty() ? "; there are no keys here" : Nearest.hint(p.key(), known);
        problems.add(p.place(), join(path, p.key()), "unknown key" + hint);
        fine = false;
      }
    }
    List<Value> values = new ArrayList<>();
    for (Field f : fields) {
      String at = f.name().equals(silent) ? path : join(path, f.name());
      Node given = node.get(f.name());
      Optional<Value> v = given == null ? standard(f, place, at, schedulable)
          : value(f.type(), f.range(), given, at, schedulable);
      v.ifPresent(values::add);
      fine &= v.isPresent();
    }
    return fine ? Optional.of(values) : Optional.empty();
  }

  private Optional<Value> standard(Field f, Place place, String path, boolean schedulable) {
    if (f.standard().isEmpty()) {
      problems.add(place, path, "missing" + (f.doc().isEmpty() ? "" : ": " + f.doc()));
      return Optional.empty();
    }
    Standard asked = new Standard(f, place, path, schedulable);
    if (standards.containsKey(asked)) {
      return Optional.of(standards.get(asked));
    }
    Problems own = new Problems();
    Optional<Value> v = YamlReader.value(f.standard().get(), place, own)
        .flatMap(n -> new Binder(catalog, own).value(f.type(), f.range(), n, path, schedulable));
    for (Problem p : own.list()) {
      problems.add(place, p.path(), "not given, and the default does not work: " + p.message());
    }
    v.ifPresent(fine -> standards.put(asked, fine));
    return v;
  }

  private Optional<Value> value(Type type, Interval range, Node node, String path, boolean schedulable) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return items(list.getActualTypeArguments()[0], range, node, path, schedulable);
    }
    if (!(type instanceof Class<?> c)) {
      return unreadable(type, node, path);
    }
    if (Kind.of(c).isPresent()) {
      return component(c, node, path).map(b -> b);
    }
    if (schedulable && Scalars.isNumber(c) && wantsSchedule(node)) {
      return component(Schedule.class, node, path).map(s -> new Value.Scheduled(s, c, range, node.place(), path));
    }
    if (c == Path.class) {
      return file(node, path);
    }
    Optional<String> expected = Scalars.expected(c);
    if (expected.isEmpty()) {
      return unreadable(type, node, path);
    }
    if (!(node instanceof Node.Scalar s)) {
      String hint = Scalars.isNumber(c) ? Forms.instead(node, Scalars.isWhole(c), path) : Forms.compared(node, path);
      problems.add(node.place(), path, "expected " + expected.get() + ", found " + node.found() + hint);
      return Optional.empty();
    }
    try {
      return Optional.of(new Value.Plain(Scalars.parse(c, range, s)));
    } catch (IllegalArgumentException e) {
      problems.add(node.place(), path, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Value> unreadable(Type type, Node node, String path) {
    problems.add(node.place(), path, "its type, " + type.getTypeName() + ", cannot be given in a file");
    return Optional.empty();
  }

  /** A map where a number is expected, or the bare name of a schedule. */
  private boolean wantsSchedule(Node node) {
    return node instanceof Node.Mapping
        || node instanceof Node.Scalar s && catalog.find(Kind.SCHEDULE, s.text()).isPresent();
  }

  private Optional<Value> items(Type type, Interval range, Node node, String path, boolean schedulable) {
    if (!(node instanceof Node.Sequence s)) {
      problems.add(node.place(), path, "expected a list, found " + node.found() + (type instanceof Class<?> c ? Forms.list(c, node) : ""));
      return Optional.empty();
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < s.items().size(); i++) {
      value(type, range, s.items().get(i), join(path, Integer.toString(i)), schedulable).ifPresent(values::add);
    }
    return values.size() == s.items().size() ? Optional.of(new Value.Items(values)) : Optional.empty();
  }

  /** Relative to the folder of the file that names it, so that a suite can be moved together with its data. */
  private Optional<Value> file(Node node, String path) {
    if (!(node instanceof Node.Scalar s) || s.text().isBlank()) {
      problems.add(node.place(), path, "expected the name of a file, found " + node.found());
      return Optional.empty();
    }
    try {
      return Optional.of(new Value.File(folder(s.place()).resolve(s.text()).toAbsolutePath().normalize()));
    } catch (InvalidPathException e) {
      problems.add(node.place(), path, "no file can have the name " + s.found());
      return Optional.empty();
    }
  }

  /** The folder that names of files at a place are relative to; without a line it is no file but an argument. */
  static Path folder(Place place) {
    Path parent = place.line() == 0 ? null : Path.of(place.file()).getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
