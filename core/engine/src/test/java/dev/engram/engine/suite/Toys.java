package dev.engram.engine.suite;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The catalog of the components that do nothing, and suites made of them. */
public final class Toys {
    private Toys() {}

    public static final Catalog CATALOG =
            Catalog.of(Stream.concat(Stream.of(ToyDense.class), Arrays.stream(components()))
                    .map(c -> Entry.of(c, "", Origin.BUILT_IN))
                    .toList());

    /** Returns all components that do nothing. */
    public static Class<?>[] components() {
        return Stream.of(ToyOptimizers.class, ToyNetworks.class, ToyProblems.class)
                .flatMap(c -> Arrays.stream(c.getDeclaredClasses()))
                .filter(c -> c.isAnnotationPresent(Component.class))
                .toArray(Class<?>[]::new);
    }

    public static Path write(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the problems of a file, one per line, without the folder. */
    public static String problems(Path file, String... sets) {
        try {
            SuiteReader.read(file, List.of(sets), CATALOG);
            return "";
        } catch (InvalidInputException e) {
            return e.getMessage().replace(file.getParent() + "/", "");
        }
    }
}
