package dev.engram.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.api.junit.EngramAssertions;
import dev.engram.api.junit.EngramTest;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What programs see: few types, and none of the engine, which may change. */
class PublicSurfaceTest {
    private static final List<Class<?>> TYPES = List.of(
            Engram.class,
            SuiteSpec.class,
            ComponentSpec.class,
            InvalidSuiteException.class,
            Results.class,
            ResultCell.class,
            ResultCell.Mean.class,
            ResultRun.class,
            ResultRun.Ending.class,
            ResultRun.Point.class,
            Difference.class,
            Difference.Interval.class,
            Difference.Question.class,
            Difference.Significance.class,
            Difference.Verdict.class,
            EngramTest.class,
            EngramAssertions.class);

    @Test
    void signaturesConsistOfTypesOfTheJdkAndOfTheLibrary() {
        Set<String> others = new TreeSet<>();
        for (Class<?> type : TYPES) {
            Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getConstructors()))
                    .filter(m -> Modifier.isPublic(m.getModifiers()))
                    .flatMap(PublicSurfaceTest::types)
                    .map(t -> t.isArray() ? t.getComponentType() : t)
                    .filter(t -> !t.isPrimitive() && !t.getName().startsWith("java.") && !TYPES.contains(t))
                    .forEach(t -> others.add(type.getSimpleName() + " uses " + t.getName()));
        }
        assertEquals(Set.of(), others);
    }

    private static Stream<Class<?>> types(Executable e) {
        Stream<Class<?>> parameters = Arrays.stream(e.getParameterTypes());
        return e instanceof Method m ? Stream.concat(parameters, Stream.of(m.getReturnType())) : parameters;
    }
}
