package dev.engram.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each third-party library, and the language's own larger subsystems, are imported by one package. */
class ThirdPartyTest {
    /**
     * Libraries and their importers: one each, except PF4J, whose extension point is part of the SPI, the commands, and
     * the Vector API, which products and random numbers use.
     */
    private static final Map<String, Set<String>> IMPORTERS = new TreeMap<>(Map.ofEntries(
            Map.entry("ch.qos.logback", Set.of("dev.engram.app.logging")),
            Map.entry("com.fasterxml.jackson", Set.of("dev.engram.engine.json")),
            Map.entry("com.google.protobuf", Set.of("dev.engram.app.protobuf")),
            Map.entry("com.sun.net.httpserver", Set.of("dev.engram.app.live")),
            Map.entry("com.google.inject", Set.of("dev.engram.app.wiring")),
            Map.entry("java.sql", Set.of("dev.engram.engine.store.sql")),
            Map.entry("javax.imageio", Set.of("dev.engram.plugins.datasets")),
            Map.entry(
                    "jdk.incubator.vector",
                    Set.of(
                            "dev.engram.engine.kernel",
                            "dev.engram.engine.kernel.doubles",
                            "dev.engram.engine.kernel.elementary",
                            "dev.engram.engine.kernel.sums",
                            "dev.engram.engine.random")),
            Map.entry("me.tongfei.progressbar", Set.of("dev.engram.app.progress")),
            Map.entry("org.apache.commons.math3", Set.of("dev.engram.engine.tune")),
            Map.entry("org.apache.commons.numbers", Set.of("dev.engram.engine.statistics")),
            Map.entry("org.apache.commons.statistics", Set.of("dev.engram.engine.statistics")),
            Map.entry("org.apache.commons.text", Set.of("dev.engram.engine.yaml")),
            Map.entry("org.junit", Set.of("dev.engram.testkit.junit")),
            Map.entry(
                    "org.pf4j",
                    Set.of(
                            "dev.engram.engine.plugins",
                            "dev.engram.spi",
                            "dev.engram.spi.data",
                            "dev.engram.spi.layer",
                            "dev.engram.spi.listener")),
            Map.entry("org.sqlite", Set.of("dev.engram.engine.store.sql")),
            Map.entry("org.yaml.snakeyaml", Set.of("dev.engram.engine.yaml")),
            Map.entry(
                    "picocli",
                    Set.of(
                            "dev.engram.app.cli",
                            "dev.engram.app.cli.components",
                            "dev.engram.app.cli.options",
                            "dev.engram.app.cli.referee",
                            "dev.engram.app.cli.results",
                            "dev.engram.app.cli.store",
                            "dev.engram.app.cli.suite",
                            "dev.engram.app.cli.work"))));

    /** Free for all: the language, logging, the annotation for constructor injection, and the program itself. */
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
    void everyLibraryIsListedWithThePackageThatImportsIt() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass c : CoreClasses.ALL) {
            c.getDirectDependenciesFromSelf().stream()
                    .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
                    .filter(ThirdPartyTest::isLibrary)
                    .forEach(p -> found.computeIfAbsent(library(p), k -> new TreeSet<>())
                            .add(c.getPackageName()));
        }
        assertEquals(lines(IMPORTERS), lines(found));
    }

    private static boolean isLibrary(String packageName) {
        return !packageName.isEmpty()
                && (packageName.startsWith("java.sql") || COMMON.stream().noneMatch(packageName::startsWith));
    }

    private static String library(String packageName) {
        return IMPORTERS.keySet().stream()
                .filter(packageName::startsWith)
                .findFirst()
                .orElse(packageName);
    }

    private static String lines(Map<String, Set<String>> importers) {
        StringBuilder b = new StringBuilder();
        importers.forEach((library, packages) ->
                b.append(library).append(": ").append(new TreeSet<>(packages)).append('\n'));
        return b.toString();
    }
}
