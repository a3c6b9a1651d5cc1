package dev.engram.engine.plugins;

import dev.engram.spi.Component;
import java.util.Set;
import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;
import org.pf4j.Plugin;
import org.pf4j.PluginWrapper;

/**
 * What every plugin sees of the world outside: the JDK, the SPI, and the few PF4J types that the SPI and a plugin's
 * start and stop are written with. The engine and its libraries stay out of sight, classes and resources alike, so that
 * a plugin cannot come to depend on them and may bring any version of them for itself.
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
