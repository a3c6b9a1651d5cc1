package dev.engram.engine.plugins;

import dev.engram.spi.Component;
import dev.engram.spi.processor.DocumentationProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.pf4j.processor.ExtensionStorage;

/**
 * The components on the class path of a program: those that an index in a jar or a folder lists, and the classes that
 * the program names. A jar has the checksum that it would have as a plugin. A class that is in no jar has a checksum of
 * its own, see {@link ClassChecksum}.
 */
final class ClassPathComponents {
    private static final String INDEX = "META-INF/extensions.idx";
    /** The packages of the components that come with Engram. */
    private static final String SHIPPED = "dev.engram.plugins.";

    private final ClassLoader loader;
    private final List<PluginProblem> problems;
    private final Map<Class<?>, Found> found = new LinkedHashMap<>();
    private final Map<Path, Origin> jars = new HashMap<>();

    private ClassPathComponents(ClassLoader loader, List<PluginProblem> problems) {
        this.loader = loader;
        this.problems = problems;
    }

    /** A component class, with its doc comment as plain text. */
    record Found(Class<?> type, String documentation, Origin origin) {}

    /**
     * Finds components.
     *
     * @param named classes that are components, whether or not an index lists them
     * @param problems receives what cannot be read
     */
    static Collection<Found> find(ClassLoader loader, List<Class<?>> named, List<PluginProblem> problems) {
        ClassPathComponents components = new ClassPathComponents(loader, problems);
        components.addIndexed();
        named.forEach(components::add);
        return components.found.values();
    }

    private void addIndexed() {
        List<URL> indexes = new ArrayList<>();
        try {
            indexes.addAll(Collections.list(loader.getResources(INDEX)));
        } catch (IOException e) {
            problems.add(new PluginProblem("the class path", ExceptionMessages.of(e)));
        }
        for (URL index : indexes) {
            Set<String> names = new TreeSet<>();
            try {
                URLConnection connection = index.openConnection();
                connection.setUseCaches(false);
                try (InputStreamReader in =
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
                    ExtensionStorage.read(in, names);
                }
            } catch (IOException e) {
                problems.add(new PluginProblem(index.toString(), ExceptionMessages.of(e)));
            }
            names.forEach(name -> load(name, index));
        }
    }

    /** Adds a class of an index. Other programs use PF4J too, so a class without the annotation is none of ours. */
    private void load(String name, URL index) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (type.isAnnotationPresent(Component.class)) {
                add(type);
            }
        } catch (ClassNotFoundException e) {
            problems.add(new PluginProblem(
                    index.toString(),
                    "it lists " + name + ", but the class path does not contain this class; the index keeps deleted"
                            + " classes until the program is rebuilt from scratch"));
        } catch (LinkageError e) {
            problems.add(new PluginProblem(index.toString(), name + " cannot be loaded: " + ExceptionMessages.of(e)));
        }
    }

    private void add(Class<?> type) {
        if (found.containsKey(type)) {
            return;
        }
        try {
            found.put(type, new Found(type, documentation(type), origin(type)));
        } catch (IOException e) {
            problems.add(new PluginProblem(type.getName(), ExceptionMessages.of(e)));
        }
    }

    private static String documentation(Class<?> type) throws IOException {
        String path = DocumentationProcessor.FOLDER + type.getName() + DocumentationProcessor.SUFFIX;
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Origin origin(Class<?> type) throws IOException {
        boolean shipped = type.getName().startsWith(SHIPPED);
        Optional<Path> place = place(type);
        if (place.isPresent() && Files.isRegularFile(place.get())) {
            Origin known = jars.get(place.get());
            if (known == null) {
                known = ofJar(place.get(), shipped);
                jars.put(place.get(), known);
            }
            return known;
        }
        String file = place.map(Path::toString).orElse("the program");
        return new Origin(type.getName(), "", file, shipped ? "" : ClassChecksum.of(type), shipped);
    }

    private static Origin ofJar(Path file, boolean shipped) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes attributes = Optional.ofNullable(jar.getManifest())
                    .map(Manifest::getMainAttributes)
                    .orElseGet(Attributes::new);
            String id = attributes.getValue("Plugin-Id");
            String version = attributes.getValue("Plugin-Version");
            return new Origin(
                    id == null ? file.getFileName().toString() : id,
                    version == null ? "" : version,
                    file.toString(),
                    Checksums.of(file),
                    shipped);
        }
    }

    /** Returns the jar or the folder of a class; empty if it is in neither, such as one that JShell has compiled. */
    private static Optional<Path> place(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        URL location = source.getLocation();
        try {
            URL file = location.openConnection() instanceof JarURLConnection jar ? jar.getJarFileURL() : location;
            return file.getProtocol().equals("file") ? Optional.of(Path.of(file.toURI())) : Optional.empty();
        } catch (URISyntaxException e) {
            throw new IOException("the place of the class, " + location + ", is not a valid address", e);
        }
    }
}
