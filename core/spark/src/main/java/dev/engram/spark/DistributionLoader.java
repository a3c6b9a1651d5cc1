package dev.engram.spark;

import dev.engram.spark.bridge.EngramSide;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class loader of an Engram distribution. It sees the JDK, the jars in {@code lib}, and this jar. Of the classes
 * around it, which are Spark's, it sees only the interfaces in {@code dev.engram.spark.bridge}: Spark has other
 * versions of Guava, Jackson and SLF4J than Engram.
 */
final class DistributionLoader extends URLClassLoader {
    private static final String BRIDGE = EngramSide.class.getPackageName() + ".";
    private static final String ENGRAM_SIDE = "dev.engram.spark.work.EngramOnSpark";

    static {
        registerAsParallelCapable();
    }

    private DistributionLoader(List<URL> jars) {
        super(jars.toArray(URL[]::new), new BridgeOnly());
    }

    /** Shows the JDK and the bridge, and nothing else. */
    private static final class BridgeOnly extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        BridgeOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(BRIDGE)) {
                return EngramSide.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /**
     * Creates the loader of a distribution.
     *
     * @throws IOException if the folder is not a distribution
     */
    static DistributionLoader of(Path home) throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar :
                    jars.filter(p -> p.toString().endsWith(".jar")).sorted().toList()) {
                urls.add(url(jar));
            }
        }
        urls.add(url(ownCode()));
        return new DistributionLoader(urls);
    }

    /** Returns the jar of this class. */
    static Path ownCode() {
        try {
            return Path.of(DistributionLoader.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar has a valid location", e);
        }
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    /** Returns the entry to Engram. */
    EngramSide engram() {
        try {
            return loadClass(ENGRAM_SIDE)
                    .asSubclass(EngramSide.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this jar contains " + ENGRAM_SIDE, e);
        }
    }
}
