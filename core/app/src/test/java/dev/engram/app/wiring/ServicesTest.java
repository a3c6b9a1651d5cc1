package dev.engram.app.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.engram.app.run.FileHashes;
import dev.engram.app.run.PluginRoots;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.train.Runner;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicesTest {
    @Test
    void everyCommandGetsItsServices() {
        try (Plugins plugins = PluginRoots.load(null, List.of())) {
            assertNotNull(Services.suites(plugins));
            assertNotNull(Services.checks(plugins));
            assertNotNull(Services.replayer(plugins));
            assertNotNull(Services.verification(plugins));
            assertNotNull(Services.sampleNetworks(plugins));
        }
    }

    @Test
    void dataAndFileHashesAreReadOncePerCommand() {
        try (Plugins plugins = PluginRoots.load(null, List.of())) {
            Injector injector = injector(plugins);
            for (Class<?> cache : List.of(Runner.class, FileHashes.class)) {
                assertEquals(injector.getInstance(cache), injector.getInstance(cache), cache.getName());
            }
        }
    }

    @Test
    void nothingIsInjectedThatIsNotBound() {
        try (Plugins plugins = PluginRoots.load(null, List.of())) {
            assertThrows(ConfigurationException.class, () -> injector(plugins).getInstance(DataCache.class));
        }
    }

    private static Injector injector(Plugins plugins) {
        return Guice.createInjector(Stage.PRODUCTION, new EngramModule(plugins, new FileHashes()));
    }
}
