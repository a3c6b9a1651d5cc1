package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.arrow.ArrowFile;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Data from a file in Apache Arrow's IPC format, as pandas, Polars and R write it: an IPC file, which is also called
 * Feather version 2, or an IPC stream. One row for each example, one column for the target.
 *
 * <pre>
 *   {arrow: {file: iris.feather, target: species}}
 *   {arrow: {file: houses.arrow, target: price, classes: false, categories: [district], drop: [id, sold]}}
 * </pre>
 *
 * A column of numbers is one input; true is 1 and false is 0. A column in {@code categories} is one input for each of
 * its k values: 1 for the value of the example, and 0 for the others. The values are those that occur, in the order of
 * csv: numbers by size, then text alphabetically. The target is a class, numbered in the same order, or, with {@code
 * classes: false}, a number to predict. The same table gives the same numbers as csv.
 *
 * <p>Missing values, NaN, text that is not in {@code categories}, times, lists and other types are errors with row
 * (from 1) and column: nothing is guessed, imputed or omitted. A column in {@code drop} may have anything. Inputs are
 * not scaled; use {@code scaling} and {@code target-scaling}. Inputs may take the memory of {@code --data-memory}.
 *
 * <p>Buffers may be packed with lz4 or zstd, or not at all, and columns may have dictionaries. A stream must have the
 * mark of its end. A buffer that claims to unpack to more than 100 MB and 100 times its size is refused.
 *
 * <p>The format: Apache Arrow, "Arrow Columnar Format", version 1.5, 2024.
 */
@Component("arrow")
public record Arrow(
        @Hyper(doc = "path of the file") Path file,

        @Hyper(value = "last", doc = "column of the target: its name, its number (from 1), or last")
        String target,

        @Hyper(value = "true", doc = "true: the target is a class; false: it is a number")
        boolean classes,

        @Hyper(value = "[]", doc = "names of columns with one input for each value; []: none")
        List<String> categories,

        @Hyper(value = "[]", doc = "names of columns that are not read; []: none")
        List<String> drop)
        implements Dataset {
    public Arrow {
        categories = List.copyOf(categories);
        drop = List.copyOf(drop);
    }

    @Override
    public Table load(Rng rng) {
        return choice().load(file, ArrowFile::open);
    }

    @Override
    public Optional<InputRows> newInputs(Path other) {
        return Optional.of(choice().newInputs(file, other, ArrowFile::open));
    }

    private ColumnTable.Choice choice() {
        return new ColumnTable.Choice(target, classes, categories, drop);
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }
}
