package dev.engram.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Classes of one package depend on each other in one direction, or in pairs. */
class ClassCycleTest {
    private static final int MAX_CLASSES = 2;

    @Test
    void noCycleInsideAPackageHasMoreThanTwoClasses() {
        Set<String> large = new TreeSet<>();
        for (Map<String, Set<String>> dependencies : dependenciesByPackage().values()) {
            for (String c : dependencies.keySet()) {
                Set<String> cycle = cycle(c, dependencies);
                if (cycle.size() > MAX_CLASSES) {
                    large.add(cycle.toString());
                }
            }
        }
        assertEquals(Set.of(), large);
    }

    @Test
    void aCycleOfThreeClassesIsFound() {
        Map<String, Set<String>> dependencies =
                Map.of("a", Set.of("b"), "b", Set.of("c", "d"), "c", Set.of("a"), "d", Set.of());
        assertEquals(Set.of("a", "b", "c"), cycle("a", dependencies));
        assertEquals(Set.of("d"), cycle("d", dependencies));
    }

    /** Returns the classes that a class reaches and that reach it, with itself. */
    private static Set<String> cycle(String start, Map<String, Set<String>> dependencies) {
        Set<String> cycle = new TreeSet<>();
        cycle.add(start);
        for (String reached : reachable(start, dependencies)) {
            if (reachable(reached, dependencies).contains(start)) {
                cycle.add(reached);
            }
        }
        return cycle;
    }

    private static Set<String> reachable(String start, Map<String, Set<String>> dependencies) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(dependencies.get(start));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (seen.add(next)) {
                open.addAll(dependencies.get(next));
            }
        }
        return seen;
    }

    /** Returns for each package its top-level classes with those of the same package that they depend on. */
    private static Map<String, Map<String, Set<String>>> dependenciesByPackage() {
        Map<String, Map<String, Set<String>>> all = new TreeMap<>();
        for (JavaClass c : CoreClasses.ALL) {
            String from = topLevel(c);
            Set<String> targets = all.computeIfAbsent(c.getPackageName(), p -> new HashMap<>())
                    .computeIfAbsent(from, k -> new TreeSet<>());
            c.getDirectDependenciesFromSelf().stream()
                    .map(d -> d.getTargetClass().getBaseComponentType())
                    .filter(t -> t.getPackageName().equals(c.getPackageName()))
                    .map(ClassCycleTest::topLevel)
                    .filter(t -> !t.equals(from))
                    .forEach(targets::add);
        }
        return all;
    }

    private static String topLevel(JavaClass c) {
        return c.getName().replaceFirst("\\$.*", "");
    }
}
