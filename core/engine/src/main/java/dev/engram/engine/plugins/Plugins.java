package dev.engram.engine.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All plugins, loaded and started, and the catalog of their components. {@link #load} either loads everything or throws
 * an exception with all problems: a plugin that is silently skipped would show much later, as an unknown component.
 */
public final class Plugins implements AutoCloseable {
    private final StrictPluginManager strictPluginManager = new StrictPluginManager();
    private final TemporaryFolder temporaryFolder = new TemporaryFolder();
    private final Optional<ClassCache> classCache = ClassCache.ofProcess();
    private final PluginSizeLimit limit;
    private List<Origin> origins = List.of();
    private Catalog catalog = Catalog.of(List.of());

    private Plugins(PluginSizeLimit limit) {
        this.limit = limit;
    }

    /** Loads plugins, none of them shipped with Engram. */
    public static Plugins load(List<Path> roots, List<Class<?>> builtIn) {
        return load(Optional.empty(), roots, builtIn, PluginSizeLimit.DEFAULT);
    }

    /**
     * Loads the plugins in {@code own} and {@code roots}. Each of these is a folder that directly contains jars, zips
     * and source files, or one such file.
     *
     * @param own the folder of the plugins that are shipped with Engram
     * @param builtIn the engine's own components
     * @param limit the most that one plugin may unpack to
     * @throws PluginException with all problems
     */
    public static Plugins load(Optional<Path> own, List<Path> roots, List<Class<?>> builtIn, PluginSizeLimit limit) {
        return load(own, Optional.empty(), roots, builtIn, limit);
    }

    /**
     * Loads plugins as above.
     *
     * @param accepted the SHA-256 of the plugins in {@code own} that are loaded; empty if all are
     */
    public static Plugins load(
            Optional<Path> own,
            Optional<Set<String>> accepted,
            List<Path> roots,
            List<Class<?>> builtIn,
            PluginSizeLimit limit) {
        List<PluginProblem> problems = new ArrayList<>();
        CatalogBuilder catalogBuilder = new CatalogBuilder(problems);
        builtIn.forEach(catalogBuilder::addBuiltIn);
        return load(new Plugins(limit), own, accepted, roots, catalogBuilder, problems);
    }

    /**
     * Loads the components of a program: those on its class path, and plugins that it names.
     *
     * @param loader loads the classes of the program
     * @param own the folder of the plugins that are shipped with Engram; empty if they are on the class path
     * @param components classes that are components, whether or not an index on the class path lists them
     * @param roots folders of plugins, and plugins, as above
     * @throws PluginException with all problems
     */
    public static Plugins ofProgram(
            ClassLoader loader, Optional<Path> own, List<Class<?>> components, List<Path> roots) {
        List<PluginProblem> problems = new ArrayList<>();
        CatalogBuilder catalogBuilder = new CatalogBuilder(problems);
        Collection<ClassPathComponents.Found> found = ClassPathComponents.find(loader, components, problems);
        found.forEach(catalogBuilder::add);
        Plugins plugins = new Plugins(PluginSizeLimit.DEFAULT);
        plugins.origins =
                found.stream().map(ClassPathComponents.Found::origin).distinct().toList();
        return load(plugins, own, Optional.empty(), roots, catalogBuilder, problems);
    }

    private static Plugins load(
            Plugins p,
            Optional<Path> own,
            Optional<Set<String>> accepted,
            List<Path> roots,
            CatalogBuilder catalogBuilder,
            List<PluginProblem> problems) {
        try {
            p.loadAll(own, accepted, roots, catalogBuilder, problems);
        } catch (RuntimeException | Error e) {
            p.release();
            throw e;
        }
        if (!problems.isEmpty()) {
            problems.addAll(p.release());
            throw new PluginException(problems);
        }
        return p;
    }

    /** Returns the components of all plugins. */
    public Catalog catalog() {
        return catalog;
    }

    /** Returns the plugins, ordered by id. */
    public List<Origin> origins() {
        return origins;
    }

    /**
     * Stops the plugins and releases their classes.
     *
     * @throws PluginException if a plugin failed to stop; the others have been stopped
     */
    @Override
    public void close() {
        List<PluginProblem> problems = release();
        if (!problems.isEmpty()) {
            throw new PluginException(problems);
        }
    }

    private void loadAll(
            Optional<Path> own,
            Optional<Set<String>> accepted,
            List<Path> more,
            CatalogBuilder catalogBuilder,
            List<PluginProblem> problems) {
        List<Path> roots = new ArrayList<>(own.stream().toList());
        roots.addAll(more);
        Predicate<PluginArchive> used = a -> !isIn(own, a)
                || accepted.isEmpty()
                || accepted.get().contains(a.checksum().hex());
        List<PluginArchive> archives = DependencyOrder.order(read(roots, used, problems), problems);
        strictPluginManager.load(archives);
        List<Origin> found = new ArrayList<>(origins);
        for (PluginArchive a : archives) {
            Origin origin = a.origin(isIn(own, a));
            found.add(origin);
            try {
                ComponentSetup.call("the plugin " + a.id(), () -> {
                    strictPluginManager.start(a);
                    return a;
                });
            } catch (Exception | LinkageError e) {
                problems.add(new PluginProblem(
                        a.file().toString(), "the plugin failed to start: " + ExceptionMessages.of(e)));
                continue;
            }
            catalogBuilder.addAll(
                    a,
                    origin,
                    strictPluginManager.getExtensionClassNames(a.id()),
                    strictPluginManager.getPluginClassLoader(a.id()));
        }
        origins = found.stream().sorted(Comparator.comparing(Origin::plugin)).toList();
        catalog = Catalog.of(catalogBuilder.entries());
    }

    private static boolean isIn(Optional<Path> own, PluginArchive archive) {
        return own.isPresent() && own.get().equals(archive.file().getParent());
    }

    private List<PluginArchive> read(List<Path> roots, Predicate<PluginArchive> used, List<PluginProblem> problems) {
        List<PluginArchive> archives = new ArrayList<>();
        Map<String, Path> ids = new HashMap<>();
        for (Path file : PluginFinder.files(roots, problems)) {
            try {
                PluginArchive a = SourcePlugins.isSource(file)
                        ? SourcePlugins.read(file, classCache)
                        : ArchiveReader.read(file, temporaryFolder, limit);
                if (!used.test(a)) {
                    continue;
                }
                Path other = ids.putIfAbsent(a.id(), file);
                if (other == null) {
                    archives.add(a);
                } else {
                    problems.add(new PluginProblem(
                            file.toString(),
                            "its Plugin-Id is '" + a.id() + "', which " + other + " also uses; remove one of the two"));
                }
            } catch (PluginException e) {
                problems.addAll(e.problems());
            } catch (IllegalArgumentException e) {
                problems.add(new PluginProblem(file.toString(), e.getMessage()));
            } catch (IOException e) {
                problems.add(new PluginProblem(file.toString(), ExceptionMessages.of(e)));
            }
        }
        return archives;
    }

    private List<PluginProblem> release() {
        List<PluginProblem> problems = new ArrayList<>(strictPluginManager.unload());
        catalog = Catalog.of(List.of());
        try {
            temporaryFolder.close();
        } catch (IOException e) {
            problems.add(new PluginProblem(
                    System.getProperty("java.io.tmpdir"),
                    "unpacked plugins could not be deleted: " + ExceptionMessages.of(e)));
        }
        return problems;
    }
}
