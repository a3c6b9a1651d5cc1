package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import dev.engram.spi.io.DataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Data from arrays of NumPy: one file of inputs and one of targets, as numpy.save writes them.
 *
 * <pre>
 *   {npy: {inputs: x.npy, targets: y.npy}}
 *   {npy: {inputs: x.npy, targets: y.npy, test-inputs: [x_test.npy], test-targets: [y_test.npy], divisor: 255}}
 * </pre>
 *
 * Arrays have the shape examples x features, examples x height x width, or examples x channels x height x width, row by
 * row (C order), of type u1, i1, u2, i2, u4, i4, i8, f2, f4, f8 or b1 in any order of bytes. Numbers become single
 * precision. Targets are one whole number for each example, which names its class, or with {@code classes: false}
 * numbers to predict: examples, or examples x targets. Larger data than the limit of {@code --data-memory} stay on
 * disk.
 *
 * <p>Another type, Fortran order, channels that come last, a truncated file, a number that is not finite and arrays
 * that do not belong together are errors with the numbers.
 *
 * <p>The format: NumPy Enhancement Proposal 1.
 */
@Component("npy")
public record Npy(
        @Hyper(doc = "file of the inputs") Path inputs,

        @Hyper(doc = "file of the targets") Path targets,

        @Hyper(value = "[]", doc = "files of the inputs of test examples; []: none")
        List<Path> testInputs,

        @Hyper(value = "[]", doc = "files of the targets of test examples, one for each of test-inputs")
        List<Path> testTargets,

        @Hyper(value = "true", doc = "true: the targets are classes; false: they are numbers")
        boolean classes,

        @Hyper(value = "1", range = "(0,inf)", doc = "number by which inputs are divided, such as 255 for bytes")
        float divisor)
        implements Dataset {
    public Npy {
        testInputs = List.copyOf(testInputs);
        testTargets = List.copyOf(testTargets);
        if (testInputs.size() != testTargets.size()) {
            throw new IncompatibleException("there are " + testInputs.size() + " files of test-inputs and "
                    + testTargets.size() + " of test-targets; give one for each");
        }
    }

    @Override
    public Table load(Rng rng) {
        List<NpyTables.Part> test = IntStream.range(0, testInputs.size())
                .mapToObj(i -> part(testInputs.get(i), testTargets.get(i)))
                .toList();
        return new NpyTables(inputs, divisor, classes).load(part(inputs, targets), test);
    }

    private static NpyTables.Part part(Path x, Path t) {
        return new NpyTables.Part(DataSource.of(x), DataSource.of(t));
    }

    @Override
    public Optional<InputRows> newInputs(Path other) {
        return Optional.of(new NpyTables(other, divisor, classes).newInputs(DataSource.of(other)));
    }

    @Override
    public List<Path> files() {
        return Stream.of(List.of(inputs, targets), testInputs, testTargets)
                .flatMap(List::stream)
                .toList();
    }
}
