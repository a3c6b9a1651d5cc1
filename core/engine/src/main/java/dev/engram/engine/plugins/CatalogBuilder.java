package dev.engram.engine.plugins;

import dev.engram.spi.processor.DocumentationProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates catalog entries from classes. A class that is not a valid component becomes a problem. */
final class CatalogBuilder {
    private final List<PluginProblem> problems;
    private final Map<String, Entry> entries = new HashMap<>();

    CatalogBuilder(List<PluginProblem> problems) {
        this.problems = problems;
    }

    List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    void addBuiltIn(Class<?> type) {
        String path = DocumentationProcessor.FOLDER + type.getName() + DocumentationProcessor.SUFFIX;
        try (InputStream in = type.getResourceAsStream("/" + path)) {
            String comment = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            add(type, comment, Origin.BUILT_IN, Origin.BUILT_IN.plugin());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path + " of Engram itself", e);
        }
    }

    void add(ClassPathComponents.Found component) {
        Origin origin = component.origin();
        add(component.type(), component.documentation(), origin, origin.file());
    }

    /**
     * Adds the components of a plugin.
     *
     * @param names the classes that PF4J's index lists
     */
    void addAll(PluginArchive a, Origin origin, Set<String> names, ClassLoader loader) {
        String file = a.file().toString();
        if (names.isEmpty()) {
            problems.add(new PluginProblem(
                    file,
                    "it lists no component: "
                            + (a.index().isPresent()
                                    ? "its META-INF/extensions.idx is empty"
                                    : "it has no META-INF/extensions.idx")
                            + "; annotate a public record with @Component and compile it with the annotation"
                            + " processors of PF4J and Engram (since JDK 23, javac runs only processors that are"
                            + " configured explicitly)"));
        }
        for (String name : names) {
            try {
                Class<?> type = loader.loadClass(name);
                add(type, a.documentation().getOrDefault(name, ""), origin, file);
            } catch (ClassNotFoundException e) {
                problems.add(new PluginProblem(
                        file,
                        "its META-INF/extensions.idx lists " + name
                                + ", but does not contain this class; the index keeps deleted classes until the"
                                + " plugin is rebuilt from scratch"));
            } catch (LinkageError | TypeNotPresentException e) {
                problems.add(new PluginProblem(file, name + " cannot be loaded: " + ExceptionMessages.of(e)));
            }
        }
        for (String name : a.documentation().keySet()) {
            if (!names.contains(name)) {
                problems.add(new PluginProblem(
                        file,
                        "it documents a component " + name
                                + " that its META-INF/extensions.idx does not list; rebuild it from scratch, and"
                                + " make sure that no other index overwrites its own (shading does)"));
            }
        }
    }

    private void add(Class<?> type, String comment, Origin origin, String file) {
        try {
            Entry entry = Entry.of(type, comment.strip(), origin);
            checkComplete(type);
            Entry other = entries.putIfAbsent(entry.id(), entry);
            if (other != null) {
                problems.add(new PluginProblem(file, Catalog.clash(other, entry)));
            }
        } catch (IllegalArgumentException e) {
            problems.add(new PluginProblem(file, e.getMessage()));
        }
    }

    /** Refuses a class compiled against another SPI, whose missing methods would show only when they are called. */
    private static void checkComplete(Class<?> type) {
        for (Method m : type.getMethods()) {
            if (Modifier.isAbstract(m.getModifiers())) {
                throw new IllegalArgumentException(type.getName() + " does not implement " + m.getName() + " of "
                        + m.getDeclaringClass().getName() + "; compile it against this version of engram-spi");
            }
        }
    }
}
