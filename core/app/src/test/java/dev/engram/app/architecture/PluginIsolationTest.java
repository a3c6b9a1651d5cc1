package dev.engram.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The shipped plugins are ordinary plugins. */
class PluginIsolationTest {
    private static final Set<String> PLUGINS = Set.of(
            "activations",
            "datasets",
            "initialisers",
            "landscapes",
            "learningrules",
            "layers",
            "losses",
            "metrics",
            "optimizers",
            "schedules");

    @Test
    void thePluginsSeeNothingButTheSpi() {
        classes()
                .that(resideInAPackage("dev.engram.plugins.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.imageio..")
                        .or(resideInAnyPackage(
                                "dev.engram.spi",
                                "dev.engram.spi.data",
                                "dev.engram.spi.io",
                                "dev.engram.spi.layer",
                                "dev.engram.spi.listener",
                                "dev.engram.spi.shape"))
                        .or(resideInAPackage("dev.engram.plugins..")))
                .check(CoreClasses.ALL);
    }

    @Test
    void theClassesOfAllPluginsAreSeen() {
        Set<String> seen = new TreeSet<>();
        CoreClasses.ALL.stream()
                .map(c -> c.getPackageName())
                .filter(p -> p.startsWith("dev.engram.plugins."))
                .forEach(p -> seen.add(p.split("\\.")[3]));
        assertEquals(new TreeSet<>(PLUGINS), seen);
    }
}
