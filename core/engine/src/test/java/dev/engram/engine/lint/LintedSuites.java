package dev.engram.engine.lint;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.ToyDense;
import dev.engram.engine.suite.ToyNetworks;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.Component;
import dev.engram.spi.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Reads and lints suites of toy components. */
abstract class LintedSuites {
    static final Catalog CATALOG = Catalog.of(Stream.of(
                    List.of(ToyDense.class),
                    List.of(Toys.components()),
                    List.of(LintedSuites.class.getDeclaredClasses()))
            .flatMap(List::stream)
            .filter(c -> c.isAnnotationPresent(Component.class))
            .map(c -> Entry.of(c, "", Origin.BUILT_IN))
            .toList());

    static final String HEAD = """
        data: digits
        network: [{dense: {units: 4}}, {dense: {units: 3}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.01}}
        training: {epochs: 3}
        """;

    @TempDir
    Path folder;

    @Component("output-only")
    public record OutputOnly() implements ToyNetworks.ToyRule {}

    @Component("mse")
    public record MeanSquares() implements ToyNetworks.ToyLoss {}

    @Component("accuracy")
    public record Accuracy() implements Metric.OfPredictions {
        @Override
        public int direction() {
            return 1;
        }

        @Override
        public double compute(Predictions p) {
            return 0;
        }
    }

    Suite read(String text) {
        try {
            return SuiteReader.read(Files.writeString(folder.resolve("s.yaml"), text), List.of(), CATALOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the warnings about a suite, one per line, without the folder. */
    String warnings(String text) {
        return String.join(
                "\n",
                Linter.lint(read(text), Optional.empty()).stream()
                        .map(Warning::toString)
                        .map(w -> w.replace(folder + "/", ""))
                        .toList());
    }

    String names(String text) {
        return String.join(
                " ",
                Linter.lint(read(text), Optional.empty()).stream()
                        .map(Warning::rule)
                        .toList());
    }
}
