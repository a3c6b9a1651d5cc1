package dev.engram.engine.plugins;

import dev.engram.spi.Component;
import java.util.Set;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;
import org.pf4j.Plugin;
import org.pf4j.PluginWrapper;

/**
 * The parent class loader of all plugins. It shows them the JDK, the SPI, and the few PF4J types that the SPI and a
 * plugin's start and stop methods need. It hides the classes and resources of the engine and its libraries, so that a
 * plugin cannot depend on them and may contain any version of the same libraries.
 */
final class SpiClassLoader extends ClassLoader {
    private static final String SPI = "dev.engram.spi.";
    private static final Set<String> PF4J = Set.of(
            Extension.class.getName(),
            ExtensionPoint.class.getName(),
            Plugin.class.getName(),
            PluginWrapper.class.getName());

    SpiClassLoader() {
        super("engram-spi", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(SPI) || PF4J.contains(name)) {
            return Component.class.getClassLoader().loadClass(name);
        }
        return super.loadClass(name, resolve);
    }
}
