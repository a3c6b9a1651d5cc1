package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.parquet.ParquetFile;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Data from a file in Apache Parquet, as pandas, Polars, DuckDB and Spark write it: one row for each example, one
 * column for the target.
 *
 * <pre>
 *   {parquet: {file: iris.parquet, target: species}}
 *   {parquet: {file: houses.parquet, target: price, classes: false, categories: [district], drop: [id, sold]}}
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
 * <p>All encodings can be read, without compression or with snappy, gzip, zstd or lz4_raw. Checksums of pages are
 * checked. A page that claims to unpack to more than 100 MB and 100 times its size is refused.
 *
 * <p>The format: Apache Parquet, "File Format", version 2.11, 2025.
 */
@Component("parquet")
public record Parquet(
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
    public Parquet {
        categories = List.copyOf(categories);
        drop = List.copyOf(drop);
    }

    @Override
    public Table load(Rng rng) {
        return choice().load(file, ParquetFile::open);
    }

    @Override
    public Optional<InputRows> newInputs(Path other) {
        return Optional.of(choice().newInputs(file, other, ParquetFile::open));
    }

    private ColumnTable.Choice choice() {
        return new ColumnTable.Choice(target, classes, categories, drop);
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }
}
