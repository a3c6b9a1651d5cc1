package dev.engram.app.launch;

import dev.engram.app.launch.kubernetes.KubernetesSettings;
import dev.engram.engine.bind.Binder;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SourceFile;
import dev.engram.engine.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The launchers that a user can name: the kinds themselves, and those of the user's own file, which gives names to
 * kinds with options:
 *
 * <pre>
 * physics:
 *   slurm: {partition: short, time: 2:00:00}
 * </pre>
 *
 * <p>An entry with the name of a kind sets the defaults of that kind.
 */
public final class Launchers {
    /** The kinds, by the key in the file. A new kind is one more line here. */
    private static final Map<String, Class<? extends Record>> KINDS = Map.of(
            LocalLauncher.KIND, LocalLauncher.class,
            SlurmLauncher.KIND, SlurmLauncher.class,
            SparkLauncher.KIND, SparkLauncher.class,
            KubernetesSettings.KIND, KubernetesSettings.class);

    private final String file;
    /** The launchers of the file by their names; empty for one with a mistake, which is among the problems. */
    private final Map<String, Optional<Entry>> entries;

    private final Problems problems;

    /** Options of a kind under a name. */
    private record Entry(String kind, Node.Mapping options, String path) {}

    private Launchers(String file, Map<String, Optional<Entry>> entries, Problems problems) {
        this.file = file;
        this.entries = entries;
        this.problems = problems;
    }

    /** Returns the kind of a launcher and the launcher itself. */
    public record Found(String kind, WorkerLauncher launcher) {}

    /** Returns the user's own file: {@code launchers.yaml} in {@code ~/.config/engram}. */
    public static Path defaultFile() {
        String config = System.getenv("XDG_CONFIG_HOME");
        Path folder = config == null || config.isBlank()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(config);
        return folder.resolve("engram").resolve("launchers.yaml");
    }

    /**
     * Reads a file. Its mistakes are reported by {@link #find}.
     *
     * @param given the file that the user named; empty for the default one, which need not exist
     */
    public static Launchers read(Optional<Path> given) {
        Path file = given.orElseGet(Launchers::defaultFile);
        Problems problems = new Problems();
        Map<String, Optional<Entry>> entries = new LinkedHashMap<>();
        if (given.isPresent() || Files.exists(file)) {
            SourceFile.read(file, new Location(file.toString(), 0, 0), "", problems)
                    .filter(t -> !t.isBlank())
                    .flatMap(t -> YamlReader.file(t, file.toString(), problems))
                    .ifPresent(root -> read(root, entries, problems));
        }
        return new Launchers(file.toString(), entries, problems);
    }

    private static void read(Node root, Map<String, Optional<Entry>> entries, Problems problems) {
        if (!(root instanceof Node.Mapping names)) {
            problems.add(
                    root.location(),
                    "",
                    "expected a map of launchers, found " + root.describe() + "; write NAME: {KIND: {OPTION: VALUE}}");
            return;
        }
        for (Node.Pair name : names.pairs()) {
            entries.put(name.key(), entry(name, problems));
        }
    }

    private static Optional<Entry> entry(Node.Pair name, Problems problems) {
        Optional<Node.Pair> kind = Optional.of(name.value())
                .filter(Node.Mapping.class::isInstance)
                .map(m -> ((Node.Mapping) m).pairs())
                .filter(p -> p.size() == 1)
                .map(p -> p.get(0));
        if (name.value() instanceof Node.Scalar s && KINDS.containsKey(s.text())) {
            return Optional.of(new Entry(s.text(), empty(s.location()), name.key()));
        }
        if (kind.isEmpty()) {
            problems.add(
                    name.location(),
                    name.key(),
                    "expected one kind of launcher with its options, found "
                            + name.value().describe() + "; write {KIND: {OPTION: VALUE}}"
                            + NameSuggestions.choice(KINDS.keySet()));
            return Optional.empty();
        }
        String path = name.key() + "." + kind.get().key();
        if (!KINDS.containsKey(kind.get().key())) {
            problems.add(
                    kind.get().location(),
                    path,
                    "unknown kind of launcher" + NameSuggestions.hint(kind.get().key(), KINDS.keySet()));
            return Optional.empty();
        }
        Node options = kind.get().value();
        if (options instanceof Node.Mapping m) {
            return Optional.of(new Entry(kind.get().key(), m, path));
        }
        if (options.isNull()) {
            return Optional.of(new Entry(kind.get().key(), empty(options.location()), path));
        }
        problems.add(options.location(), path, "expected a map of options, found " + options.describe());
        return Optional.empty();
    }

    private static Node.Mapping empty(Location location) {
        return new Node.Mapping(location, List.of());
    }

    /**
     * Returns a launcher.
     *
     * @param name a name of the user's file, a kind, or a URL such as {@code spark://HOST:PORT}, whose scheme is the
     *     kind and which is its option {@code master}
     * @param overrides options in place of those in the file, as {@code option=value}
     * @param found receives all problems of the file, of the name and of the options
     */
    public Optional<Found> find(String name, List<String> overrides, List<Problem> found) {
        String otherwise = "kubectl starts these workers; write their Job with 'engram launch kubernetes FILE --print'";
        return find(name, overrides, WorkerLauncher.class, otherwise, found).map(b -> new Found(b.kind(), b.value()));
    }

    /** Returns the options of a Job in Kubernetes; with the same arguments as {@link #find}. */
    public Optional<KubernetesSettings> findKubernetes(String name, List<String> overrides, List<Problem> found) {
        String otherwise =
                "this is not a launcher of the kind kubernetes; use it with 'engram run FILE --on " + name + "'";
        return find(name, overrides, KubernetesSettings.class, otherwise, found).map(Bound::value);
    }

    /** A launcher of a kind. */
    private record Bound<T>(String kind, T value) {}

    private <T> Optional<Bound<T>> find(
            String name, List<String> overrides, Class<T> type, String otherwise, List<Problem> found) {
        Problems own = new Problems();
        own.addAll(problems.list());
        List<Node.Pair> options = new ArrayList<>();
        String shown = name;
        if (name.contains("://")) {
            shown = name.substring(0, name.indexOf("://"));
            Location at = new Location("--on " + name, 0, 0);
            options.add(new Node.Pair("master", at, new Node.Scalar(at, name, true)));
        }
        overrides.forEach(o -> override(o, options, own));
        Optional<Entry> entry = entry(shown, own);
        Optional<Entry> fitting = entry.filter(e -> type.isAssignableFrom(KINDS.get(e.kind())));
        if (entry.isPresent() && fitting.isEmpty()) {
            own.add(new Location("--on " + name, 0, 0), "", otherwise);
        }
        Optional<Bound<T>> bound =
                fitting.flatMap(e -> bind(e, options, own).map(r -> new Bound<>(e.kind(), type.cast(r))));
        found.addAll(own.list());
        return own.isEmpty() ? bound : Optional.empty();
    }

    /** Returns a launcher of a kind with its defaults, to ask for workers that were started earlier. */
    public static Optional<WorkerLauncher> ofKind(String kind) {
        return Optional.ofNullable(KINDS.get(kind))
                .flatMap(type -> new Binder(Catalog.of(List.of()), new Problems(), List.of())
                        .record(type, empty(new Location(kind, 0, 0)), kind))
                .filter(WorkerLauncher.class::isInstance)
                .map(WorkerLauncher.class::cast);
    }

    private Optional<Entry> entry(String name, Problems own) {
        if (entries.containsKey(name)) {
            return entries.get(name);
        }
        if (KINDS.containsKey(name)) {
            return Optional.of(new Entry(name, empty(new Location("--on " + name, 0, 0)), name));
        }
        TreeSet<String> names = new TreeSet<>(KINDS.keySet());
        names.addAll(entries.keySet());
        own.add(
                new Location("--on " + name + ":", 0, 0),
                "",
                "neither Engram nor " + file + " has a launcher of this name" + NameSuggestions.hint(name, names));
        return Optional.empty();
    }

    private static void override(String text, List<Node.Pair> options, Problems own) {
        Location at = new Location("--launcher-option " + text, 0, 0);
        int equals = text.indexOf('=');
        if (equals < 1) {
            own.add(
                    new Location("--launcher-option " + text + ":", 0, 0),
                    "",
                    "this is not an option; write OPTION=VALUE, such as workers=4");
            return;
        }
        YamlReader.value(text.substring(equals + 1), at, own)
                .ifPresent(v -> options.add(new Node.Pair(text.substring(0, equals), at, v)));
    }

    private static Optional<? extends Record> bind(Entry entry, List<Node.Pair> overrides, Problems own) {
        Map<String, Node.Pair> all = new LinkedHashMap<>();
        entry.options().pairs().forEach(p -> all.put(p.key(), p));
        overrides.forEach(p -> all.put(p.key(), p));
        Node.Mapping options = new Node.Mapping(entry.options().location(), List.copyOf(all.values()));
        return new Binder(Catalog.of(List.of()), own, List.of()).record(KINDS.get(entry.kind()), options, entry.path());
    }
}
