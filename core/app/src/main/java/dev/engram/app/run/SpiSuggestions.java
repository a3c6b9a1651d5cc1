package dev.engram.app.run;

import dev.engram.engine.plugins.PluginProblem;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.spi.Activation;
import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.BoundRule;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Initialiser;
import dev.engram.spi.Landscape;
import dev.engram.spi.Layer;
import dev.engram.spi.LayerRule;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.LossFunction;
import dev.engram.spi.Maths;
import dev.engram.spi.Matrix;
import dev.engram.spi.Metric;
import dev.engram.spi.Network;
import dev.engram.spi.Objective;
import dev.engram.spi.Optimizer;
import dev.engram.spi.OutputFunction;
import dev.engram.spi.Parameter;
import dev.engram.spi.Requirement;
import dev.engram.spi.Rng;
import dev.engram.spi.Schedule;
import dev.engram.spi.Scratch;
import dev.engram.spi.Setup;
import dev.engram.spi.Step;
import dev.engram.spi.Synapses;
import dev.engram.spi.VectorMath;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Suggests names of the SPI in the compiler's errors about a source plugin, such as {@code gradient} for {@code
 * gradients}. The compiler itself suggests nothing.
 */
public final class SpiSuggestions {
    private static final List<Class<?>> TYPES = List.of(
            Activation.class,
            Activations.class,
            Batch.class,
            BoundRule.class,
            Component.class,
            Dataset.class,
            Hyper.class,
            IncompatibleException.class,
            Initialiser.class,
            Landscape.class,
            Layer.class,
            LayerRule.class,
            LearningRule.class,
            Listener.class,
            ListenerSetup.class,
            LocalRule.class,
            LossFunction.class,
            Maths.class,
            Matrix.class,
            Metric.class,
            Network.class,
            Objective.class,
            Optimizer.class,
            OutputFunction.class,
            Parameter.class,
            Requirement.class,
            Rng.class,
            RunEvent.class,
            Schedule.class,
            Scratch.class,
            Setup.class,
            Step.class,
            Synapses.class,
            VectorMath.class);
    private static final Pattern METHOD = Pattern.compile("symbol: method (\\w+)\\(.*?; location: .*?([\\w.]+)$");
    private static final Pattern CLASS = Pattern.compile("symbol: class (\\w+)");
    private static final Pattern MISSING =
            Pattern.compile("does not override abstract method (\\w+)\\([^)]*\\) in ([\\w.]+)");

    private static final String OVERRIDES_NOTHING = "method does not override or implement a method from a supertype";
    private static final Pattern PLACE = Pattern.compile("(.*):(\\d+):\\d+");
    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(\\([^)]*\\))?");
    private static final Pattern DECLARED = Pattern.compile("(\\w+)\\s*\\(");
    private static final Set<String> OF_EVERY_OBJECT =
            Arrays.stream(Object.class.getMethods()).map(Method::getName).collect(Collectors.toUnmodifiableSet());
    /** The most lines from an annotation to the name of its method. */
    private static final int MAX_LINES = 6;

    private SpiSuggestions() {}

    /** Returns a problem as text, with the name of the SPI that was probably meant, or the names to choose from. */
    public static String text(PluginProblem problem) {
        return problem + hint(problem.file(), problem.message()).orElse("");
    }

    private static Optional<String> hint(String place, String message) {
        if (message.startsWith(OVERRIDES_NOTHING)) {
            return overriding(place)
                    .flatMap(name -> meant(
                            name,
                            types().filter(Class::isInterface)
                                    .flatMap(t -> methods(t).stream())
                                    .toList()));
        }
        Matcher method = METHOD.matcher(message);
        if (method.find()) {
            return type(method.group(2))
                    .map(t -> meant(method.group(1), methods(t))
                            .orElseGet(() -> "; " + t.getSimpleName() + " has " + String.join(", ", methods(t))));
        }
        Matcher type = CLASS.matcher(message);
        if (type.find()) {
            return meant(type.group(1), types().map(Class::getSimpleName).toList());
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            return type(missing.group(2)).flatMap(t -> signature(t, missing.group(1)));
        }
        return Optional.empty();
    }

    /**
     * Returns the name of the method whose annotation is at a place; the compiler does not mention it. Empty if it is
     * not found.
     *
     * @param place file, line and column, joined by colons
     */
    private static Optional<String> overriding(String place) {
        Matcher at = PLACE.matcher(place);
        if (!at.matches()) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(Path.of(at.group(1)))) {
            String source =
                    lines.skip(Long.parseLong(at.group(2)) - 1).limit(MAX_LINES).collect(Collectors.joining("\n"));
            Matcher name = DECLARED.matcher(ANNOTATION.matcher(source).replaceAll(""));
            return name.find() ? Optional.of(name.group(1)) : Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // the file has been read before, and a hint is not worth another error
        }
    }

    private static Optional<String> meant(String wrong, Collection<String> names) {
        Map<String, String> byLowerCase = new TreeMap<>();
        names.forEach(n -> byLowerCase.put(n.toLowerCase(Locale.ROOT), n));
        return NameSuggestions.closest(wrong, byLowerCase.keySet())
                .map(byLowerCase::get)
                .filter(n -> !n.equals(wrong))
                .map(n -> "; did you mean " + n + "?");
    }

    /** Returns the line to start a missing method with. */
    private static Optional<String> signature(Class<?> type, String method) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(method))
                .findFirst()
                .map(m -> "; write public " + m.getReturnType().getSimpleName() + " " + method + "("
                        + String.join(
                                ", ",
                                Arrays.stream(m.getParameters())
                                        .map(p -> p.getType().getSimpleName() + " " + p.getName())
                                        .toList())
                        + ")");
    }

    /** Returns the names of the methods of a type, without those that every object has. */
    private static Collection<String> methods(Class<?> type) {
        TreeSet<String> names = new TreeSet<>();
        for (Method m : type.getMethods()) {
            if (!OF_EVERY_OBJECT.contains(m.getName())) {
                names.add(m.getName());
            }
        }
        return names;
    }

    /** Returns the type of the SPI with a name such as {@code Step}, or {@code Metric.Probe} for a nested one. */
    private static Optional<Class<?>> type(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return types().filter(t -> t.getSimpleName().equals(simple)).findFirst();
    }

    private static Stream<Class<?>> types() {
        return TYPES.stream().flatMap(t -> Stream.concat(Stream.of(t), Arrays.stream(t.getClasses())));
    }
}
