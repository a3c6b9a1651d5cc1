package dev.engram.engine.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All plugins, loaded and started, and the catalog of what they bring. Either everything loads or {@link #load} throws
 * every reason why not: a plugin that is passed over would surface much later, as a component that nobody knows.
 */
public final class Plugins implements AutoCloseable {
    /**
     * Version of the SPI, against which a plugin's Plugin-Requires is held: the first number is raised when plugins have to
     * be changed, the second when there is more that they can use.
     */
    public static final String SPI_VERSION = "0.1.0";

    private final StrictPluginManager strictPluginManager = new StrictPluginManager();
    private final TemporaryFolder temporaryFolder = new TemporaryFolder();
    private List<Origin> origins = List.of();
    private Catalog catalog = Catalog.of(List.of());

    private Plugins() {}

    /** Loads plugins none of which comes with Engram. */
    public static Plugins load(List<Path> roots, List<Class<?>> builtIn) {
        return load(Optional.empty(), roots, builtIn);
    }

    /**
     * Loads the plugins under {@code own} and {@code roots}: each is a folder with jars, zips and source files directly in
     * it, or one such file.
     *
     * @param own the folder with what comes with Engram
     * @param builtIn the engine's own components
     * @throws PluginException with all problems
     */
    public static Plugins load(Optional<Path> own, List<Path> roots, List<Class<?>> builtIn) {
        Plugins p = new Plugins();
        List<PluginProblem> problems = new ArrayList<>();
        try {
            p.loadAll(own, roots, builtIn, problems);
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

    /** What there is to use. */
    public Catalog catalog() {
        return catalog;
    }

    /** The plugins, by id. */
    public List<Origin> origins() {
        return origins;
    }

    /**
     * Stops the plugins and lets go of their classes. Throws {@link PluginException} where one does not stop; the others
     * are stopped all the same.
     */
    @Override
    public void close() {
        List<PluginProblem> problems = release();
        if (!problems.isEmpty()) {
            throw new PluginException(problems);
        }
    }

    private void loadAll(Optional<Path> own, List<Path> more, List<Class<?>> builtIn, List<PluginProblem> problems) {
        List<Path> roots = new ArrayList<>(own.stream().toList());
        roots.addAll(more);
        List<PluginArchive> archives = DependencyOrder.order(read(roots, problems), problems);
        strictPluginManager.load(archives);
        CatalogBuilder catalogBuilder = new CatalogBuilder(problems);
        builtIn.forEach(catalogBuilder::addBuiltIn);
        List<Origin> found = new ArrayList<>();
        for (PluginArchive a : archives) {
            Origin origin =
                    a.origin(own.isPresent() && own.get().equals(a.file().getParent()));
            found.add(origin);
            try {
                strictPluginManager.start(a);
            } catch (RuntimeException | LinkageError e) {
                problems.add(new PluginProblem(
                        a.file().toString(), "the plugin does not start: " + ExceptionMessages.of(e)));
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

    private List<PluginArchive> read(List<Path> roots, List<PluginProblem> problems) {
        List<PluginArchive> archives = new ArrayList<>();
        Map<String, Path> ids = new HashMap<>();
        for (Path file : PluginFinder.files(roots, problems)) {
            try {
                PluginArchive a = SourcePlugins.isSource(file)
                        ? SourcePlugins.read(file)
                        : ArchiveReader.read(file, temporaryFolder);
                Path other = ids.putIfAbsent(a.id(), file);
                if (other == null) {
                    archives.add(a);
                } else {
                    problems.add(new PluginProblem(
                            file.toString(),
                            "its Plugin-Id is '" + a.id() + "', and so is that of " + other
                                    + "; remove one of the two"));
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
                    System.getProperty("java.io.tmpdir"), "unpacked plugins stay behind: " + ExceptionMessages.of(e)));
        }
        return problems;
    }
}
