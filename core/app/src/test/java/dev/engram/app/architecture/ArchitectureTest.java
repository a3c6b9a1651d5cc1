package dev.engram.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house of the design, as it is and not as it is meant to be. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.engram");

    /** Every third-party library and the packages that may import it: one, but for PF4J, whose annotation is the SPI's. */
    private static final Map<String, Set<String>> IMPORTERS = new TreeMap<>(Map.ofEntries(
            Map.entry("ch.qos.logback", Set.of("dev.engram.app.logging")),
            Map.entry("com.fasterxml.jackson", Set.of("dev.engram.engine.render")),
            Map.entry("com.sun.net.httpserver", Set.of("dev.engram.app.live")),
            Map.entry("com.google.inject", Set.of("dev.engram.app.wiring")),
            Map.entry("java.sql", Set.of("dev.engram.engine.store")),
            Map.entry("jdk.incubator.vector", Set.of("dev.engram.engine.kernel")),
            Map.entry("me.tongfei.progressbar", Set.of("dev.engram.app.progress")),
            Map.entry("org.apache.commons.math3", Set.of("dev.engram.engine.tune")),
            Map.entry("org.apache.commons.numbers", Set.of("dev.engram.engine.statistics")),
            Map.entry("org.apache.commons.statistics", Set.of("dev.engram.engine.statistics")),
            Map.entry("org.apache.commons.text", Set.of("dev.engram.engine.spec")),
            Map.entry("org.junit", Set.of("dev.engram.testkit.junit")),
            Map.entry("org.pf4j", Set.of("dev.engram.engine.plugins", "dev.engram.spi")),
            Map.entry("org.sqlite", Set.of("dev.engram.engine.store")),
            Map.entry("org.yaml.snakeyaml", Set.of("dev.engram.engine.spec")),
            Map.entry("picocli", Set.of("dev.engram.app.cli"))));

    /** Not third-party, or common to all by design: the language, the logging interface, and the mark of injection. */
    private static final Set<String> COMMON = Set.of(
            "java.",
            "com.sun.management",
            "jakarta.inject",
            "javax.annotation.processing",
            "javax.lang.model",
            "javax.tools",
            "org.slf4j",
            "dev.engram");

    @Test
    void theClassesOfAllModulesAreSeen() {
        for (String p : Set.of(
                "dev.engram.spi",
                "dev.engram.engine.kernel",
                "dev.engram.engine.network",
                "dev.engram.engine.train",
                "dev.engram.engine.spec",
                "dev.engram.engine.plugins",
                "dev.engram.engine.store",
                "dev.engram.engine.tune",
                "dev.engram.engine.statistics",
                "dev.engram.engine.compare",
                "dev.engram.engine.prose",
                "dev.engram.engine.render",
                "dev.engram.app.cli",
                "dev.engram.testkit.contract",
                "dev.engram.plugins.optimizers",
                "dev.engram.plugins.learningrules",
                "dev.engram.plugins.datasets")) {
            assertTrue(
                    CLASSES.stream().anyMatch(c -> c.getPackageName().equals(p)), "no class of " + p + " was imported");
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.engram.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyThirdPartyLibraryIsImportedByOnePackageAndEveryOneIsListed() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass c : CLASSES) {
            c.getDirectDependenciesFromSelf().stream()
                    .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
                    .filter(p -> !p.isEmpty()
                            && (p.startsWith("java.sql") || COMMON.stream().noneMatch(p::startsWith)))
                    .forEach(p -> found.computeIfAbsent(library(p), k -> new TreeSet<>())
                            .add(c.getPackageName()));
        }
        assertEquals(IMPORTERS.toString(), sorted(found).toString());
    }

    private static Map<String, Set<String>> sorted(Map<String, Set<String>> found) {
        Map<String, Set<String>> all = new TreeMap<>();
        IMPORTERS.forEach((k, v) ->
                all.put(k, found.containsKey(k) && found.get(k).equals(v) ? v : found.getOrDefault(k, Set.of())));
        found.forEach(all::putIfAbsent);
        return all;
    }

    private static String library(String packageName) {
        return IMPORTERS.keySet().stream()
                .filter(packageName::startsWith)
                .findFirst()
                .orElse(packageName);
    }

    @Test
    void thePluginsSeeNothingButTheSpi() {
        classes()
                .that(resideInAPackage("dev.engram.plugins.."))
                .should()
                .onlyDependOnClassesThat(resideInAPackage("java..")
                        .or(resideInAPackage("dev.engram.spi"))
                        .or(resideInAPackage("dev.engram.plugins..")))
                .check(CLASSES);
    }

    @Test
    void theLayersOfTheEngineDependDownwards() {
        Map<String, Set<String>> allowed = Map.ofEntries(
                Map.entry("kernel", Set.of()),
                Map.entry("random", Set.of()),
                Map.entry("network", Set.of("kernel", "random")),
                Map.entry("plugins", Set.of("network")),
                Map.entry("tune", Set.of("random", "store")),
                Map.entry("spec", Set.of("plugins", "network", "tune")),
                Map.entry("lint", Set.of("spec", "plugins")),
                Map.entry("store", Set.of()),
                Map.entry("train", Set.of("kernel", "random", "network", "plugins", "spec", "store")),
                Map.entry("statistics", Set.of("random")),
                Map.entry("compare", Set.of("run", "store", "statistics", "tune")),
                Map.entry("prose", Set.of("compare", "run", "statistics", "tune")),
                Map.entry("render", Set.of("prose", "compare", "run", "store", "statistics", "tune")));
        allowed.forEach((part, below) -> {
            Set<String> used = new TreeSet<>();
            for (JavaClass c : CLASSES) {
                if (c.getPackageName().startsWith("dev.engram.engine." + part)) {
                    c.getDirectDependenciesFromSelf().stream()
                            .map(d -> d.getTargetClass().getPackageName())
                            .filter(p -> p.startsWith("dev.engram.engine."))
                            .map(p -> p.split("\\.")[3])
                            .filter(p -> !p.equals(part))
                            .forEach(used::add);
                }
            }
            used.removeAll(below);
            assertTrue(used.isEmpty(), part + " also uses " + used);
        });
        assertFalse(CLASSES.stream()
                .anyMatch(c -> c.getPackageName().startsWith("dev.engram.engine")
                        && c.getDirectDependenciesFromSelf().stream()
                                .anyMatch(
                                        d -> d.getTargetClass().getPackageName().startsWith("dev.engram.app"))));
    }
}
