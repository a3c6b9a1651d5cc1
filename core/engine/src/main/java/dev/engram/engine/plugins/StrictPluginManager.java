package dev.engram.engine.plugins;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pf4j.AbstractPluginManager;
import org.pf4j.CompoundPluginRepository;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.LegacyExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.VersionManager;

/**
 * A strict version of PF4J's manager. It searches no folder by itself, never skips a plugin (PF4J skips those in
 * disabled.txt), and reads no index from the engine's class path or from a dependency. It throws an exception where
 * PF4J logs a message and continues.
 */
final class StrictPluginManager extends AbstractPluginManager {
    // The base constructor calls the create methods before these are set, so their results must read these lazily.
    private final Map<Path, PluginArchive> archives = new LinkedHashMap<>();
    private final ClassLoader parent = new SpiClassLoader();

    StrictPluginManager() {
        setSystemVersion(SpiVersion.CURRENT);
    }

    /** Loads plugins that are already ordered, dependencies first. */
    void load(List<PluginArchive> ordered) {
        for (PluginArchive a : ordered) {
            archives.put(a.file(), a);
            loadPluginFromPath(a.file());
        }
        resolvePlugins();
    }

    /** Starts a plugin; throws the plugin's own exception if that fails. */
    void start(PluginArchive a) {
        for (PluginDependency d : a.descriptor().getDependencies()) {
            if (!d.isOptional() && !getPlugin(d.getPluginId()).getPluginState().isStarted()) {
                throw new PluginRuntimeException(
                        "it depends on the plugin '" + d.getPluginId() + "', which failed to start");
            }
        }
        PluginState state = startPlugin(a.id());
        if (!state.isStarted()) {
            throw new PluginRuntimeException("its state is " + state);
        }
    }

    /** Stops and unloads all plugins, dependents first. Continues after a failure, and returns all failures. */
    List<PluginProblem> unload() {
        List<PluginProblem> problems = new ArrayList<>();
        List<PluginArchive> reversed = new ArrayList<>(archives.values());
        Collections.reverse(reversed);
        for (PluginArchive a : reversed) {
            try {
                stopPlugin(a.id(), false);
            } catch (RuntimeException | LinkageError e) {
                getPlugin(a.id()).setPluginState(PluginState.FAILED);
                problems.add(new PluginProblem(
                        a.file().toString(), "the plugin failed to stop: " + ExceptionMessages.of(e)));
            }
            try {
                unloadPlugin(a.id(), false, false);
            } catch (PluginRuntimeException e) {
                problems.add(new PluginProblem(a.file().toString(), ExceptionMessages.of(e)));
            }
        }
        archives.clear();
        return problems;
    }

    @Override
    protected List<Path> createPluginsRoot() {
        return List.of();
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new CompoundPluginRepository();
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path file) {
                return archives.containsKey(file);
            }

            @Override
            public PluginDescriptor find(Path file) {
                return archives.get(file).descriptor();
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path file) {
                return archives.containsKey(file);
            }

            @Override
            public ClassLoader loadPlugin(Path file, PluginDescriptor descriptor) {
                PluginClassLoader loader = new InMemoryClassLoader(archives.get(file), descriptor);
                for (Path p : archives.get(file).classPath()) {
                    try {
                        loader.addURL(p.toUri().toURL());
                    } catch (MalformedURLException e) {
                        throw new IllegalStateException("a path of the file system is a URL", e);
                    }
                }
                return loader;
            }
        };
    }

    /** Also defines the classes that a plugin holds in memory. */
    private final class InMemoryClassLoader extends PluginClassLoader {
        private final Map<String, byte[]> classes;

        InMemoryClassLoader(PluginArchive a, PluginDescriptor descriptor) {
            super(StrictPluginManager.this, descriptor, parent);
            this.classes = a.classes();
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = name.endsWith(SourceCompiler.CLASS)
                    ? classes.get(name.substring(0, name.length() - SourceCompiler.CLASS.length())
                            .replace('/', '.'))
                    : null;
            return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        }
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new LegacyExtensionFinder(this) {
            @Override
            public Map<String, Set<String>> readPluginsStorages() {
                Map<String, Set<String>> names = new LinkedHashMap<>();
                archives.values().forEach(a -> names.put(a.id(), a.index().orElseGet(TreeSet::new)));
                return names;
            }

            @Override
            public Map<String, Set<String>> readClasspathStorages() {
                return Map.of();
            }
        };
    }

    /** Throws an exception if the class is missing; PF4J's own factory logs a message and returns null. */
    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> {
            String name = wrapper.getDescriptor().getPluginClass();
            try {
                Class<?> type = wrapper.getPluginClassLoader().loadClass(name);
                if (!Plugin.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
                    throw new PluginRuntimeException(
                            "its Plugin-Class " + name + " does not extend " + Plugin.class.getName());
                }
                return create(type.asSubclass(Plugin.class), wrapper);
            } catch (InvocationTargetException e) {
                throw new PluginRuntimeException(e.getCause(), "{}", ExceptionMessages.of(e));
            } catch (ReflectiveOperationException e) {
                throw new PluginRuntimeException(e, "its Plugin-Class cannot be used: {}", ExceptionMessages.of(e));
            }
        };
    }

    private static Plugin create(Class<? extends Plugin> type, PluginWrapper wrapper)
            throws ReflectiveOperationException {
        try {
            return type.getConstructor(PluginWrapper.class).newInstance(wrapper);
        } catch (NoSuchMethodException e) {
            return type.getConstructor().newInstance(); // PF4J allows either constructor
        }
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {
                throw new UnsupportedOperationException("remove its file instead");
            }

            @Override
            public void enablePlugin(String id) {
                throw new UnsupportedOperationException("every plugin is enabled");
            }
        };
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }
}
