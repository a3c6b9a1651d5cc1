package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Data from a text file of separated values: one row for each example, one column for the target.
 *
 * <pre>
 *   {csv: {file: iris.csv, target: species}}
 *   {csv: {file: houses.csv, target: price, classes: false, categories: [district], drop: [id, sold]}}
 * </pre>
 *
 * Other columns are inputs and contain numbers such as 3, -0.5 or 1e-4. A column in {@code categories} is one input for
 * each of its k values: 1 for the value of the example, and 0 for the others. The target is a class with any name or,
 * with {@code classes: false}, a number to predict. Values and classes are numbered alphabetically, numbers by size
 * before text. Cells may be in double quotes (RFC 4180). The file is UTF-8 text, gzipped or not. A gzipped file may
 * unpack to 4 GB, and from 100 MB on to 100 times its size; {@code --unpack-limit} replaces these limits.
 *
 * <p>Empty cells, cells that are not numbers and rows of a different length are errors with line and column: nothing
 * is guessed or omitted. A column in {@code drop} may contain anything. Inputs are not scaled; use {@code scaling} for
 * data whose columns differ in scale, and {@code target-scaling} for large or small numbers to predict.
 */
@Component("csv")
public record Csv(
        @Hyper(doc = "path of the file") Path file,

        @Hyper(value = "comma", doc = "delimiter of cells: comma, semicolon, tab, space or pipe")
        Delimiter delimiter,

        @Hyper(
                value = "auto",
                doc = "whether the first line is a header: yes, no, or auto (yes if none of its cells is a number)")
        Header header,

        @Hyper(value = "last", doc = "column of the target: its name, its number (from 1), or last")
        String target,

        @Hyper(value = "true", doc = "true: the target is a class; false: it is a number")
        boolean classes,

        @Hyper(
                value = "[]",
                omitDefault = true,
                doc = "columns with one input for each value, by name or number; []: none")
        List<String> categories,

        @Hyper(value = "[]", omitDefault = true, doc = "columns that are not read, by name or number; []: none")
        List<String> drop)
        implements Dataset {
    public Csv {
        categories = List.copyOf(categories);
        drop = List.copyOf(drop);
    }

    /** Delimiter of cells. */
    public enum Delimiter {
        COMMA(','),
        SEMICOLON(';'),
        TAB('\t'),
        SPACE(' '),
        PIPE('|');

        private final char character;

        Delimiter(char character) {
            this.character = character;
        }

        /** Returns the advice to use the first of some delimiters that occurs in a text; empty if none does. */
        static Optional<String> advice(String text, List<Delimiter> some) {
            return some.stream()
                    .filter(d -> text.indexOf(d.character) >= 0)
                    .findFirst()
                    .map(d -> "set delimiter: " + d.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Interpretation of the first line: a header, or data. */
    public enum Header {
        AUTO,
        YES,
        NO;

        /** Returns whether the first row of a file is a header. */
        boolean isHeader(List<String> first) {
            return this == YES || this == AUTO && first.stream().allMatch(c -> Double.isNaN(DecimalParser.parse(c)));
        }
    }

    @Override
    public Table load(Rng rng) {
        return FileInput.readFile(file, in -> header(in).read()).table();
    }

    @Override
    public Optional<InputRows> newInputs(Path other) {
        CsvTable trained = FileInput.readFile(
                file, in -> categories.isEmpty() ? header(in) : header(in).read());
        return Optional.of(FileInput.readFile(
                other,
                in -> new CsvInputs(reader(in, other), other.toString(), trained.columns(), trained.values())
                        .read(header::isHeader)));
    }

    private CsvTable header(InputStream in) throws IOException {
        CsvColumns.Choice choice = new CsvColumns.Choice(target, categories, drop);
        return new CsvTable(reader(in, file), file.toString(), header, choice, classes);
    }

    private CsvReader reader(InputStream in, Path of) throws IOException {
        return new CsvReader(FileInput.textReader(in, of), of.toString(), delimiter.character);
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }
}
