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

/**
 * Data from a file of several arrays of NumPy, as numpy.savez and numpy.savez_compressed write it.
 *
 * <pre>
 *   {npz: {file: data.npz, inputs: x, targets: y}}
 *   {npz: {file: mnist.npz, inputs: x_train, targets: y_train, test-inputs: x_test, test-targets: y_test,
 *          divisor: 255}}
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
 * A compressed file has the limits of csv.
 *
 * <p>The format: NumPy Enhancement Proposal 1.
 */
@Component("npz")
public record Npz(
        @Hyper(doc = "path of the file") Path file,

        @Hyper(value = "x", doc = "name of the array of inputs")
        String inputs,

        @Hyper(value = "y", doc = "name of the array of targets")
        String targets,

        @Hyper(value = "none", doc = "name of the array of inputs of test examples; none: there is none")
        String testInputs,

        @Hyper(value = "none", doc = "name of the array of targets of test examples")
        String testTargets,

        @Hyper(value = "true", doc = "true: the targets are classes; false: they are numbers")
        boolean classes,

        @Hyper(value = "1", range = "(0,inf)", doc = "number by which inputs are divided, such as 255 for bytes")
        float divisor)
        implements Dataset {
    private static final String NONE = "none";

    public Npz {
        if (testInputs.equals(NONE) != testTargets.equals(NONE)) {
            throw new IncompatibleException("test-inputs is " + testInputs + " and test-targets is " + testTargets
                    + "; name both arrays, or neither");
        }
    }

    @Override
    public Table load(Rng rng) {
        return new NpyTables(file, divisor, classes)
                .load(
                        part(inputs, targets),
                        testInputs.equals(NONE) ? List.of() : List.of(part(testInputs, testTargets)));
    }

    private NpyTables.Part part(String x, String t) {
        return new NpyTables.Part(DataSource.of(file, x + ".npy"), DataSource.of(file, t + ".npy"));
    }

    @Override
    public Optional<InputRows> newInputs(Path other) {
        return Optional.of(new NpyTables(other, divisor, classes).newInputs(DataSource.of(other, inputs + ".npy")));
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }
}
