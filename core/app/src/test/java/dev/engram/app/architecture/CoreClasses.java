package dev.engram.app.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The compiled main classes of all modules, and their dependencies. */
final class CoreClasses {
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.engram");

    private static final String ROOT = "dev.engram.";

    private CoreClasses() {}

    /**
     * Returns the packages of core without their common prefix: {@code engine.data}. Excludes plugins and benchmarks.
     */
    static Set<String> packages() {
        return ALL.stream()
                .map(JavaClass::getPackageName)
                .filter(p -> p.startsWith(ROOT))
                .map(p -> p.substring(ROOT.length()))
                .filter(p -> !p.startsWith("plugins") && !p.startsWith("bench"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the names of the packages on which the classes of a package depend, without the package itself. */
    static Set<String> dependencies(String packageName) {
        return ALL.stream()
                .filter(c -> c.getPackageName().equals(ROOT + packageName))
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
                .filter(p -> !p.isEmpty() && !p.equals(ROOT + packageName))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the packages of core on which a package depends, without their common prefix. */
    static Set<String> coreDependencies(String packageName) {
        return dependencies(packageName).stream()
                .filter(p -> p.startsWith(ROOT))
                .map(p -> p.substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
