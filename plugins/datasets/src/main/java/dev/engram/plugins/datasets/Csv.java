package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Data from a text file of separated values: one row for each example, one column for the target.
 *
 * <p>All other columns are inputs and contain numbers such as 3, -0.5 or 1e-4. The target is a class with any name
 * (classes are numbered alphabetically, or by size if all are numbers) or, with {@code classes: false}, a number to
 * predict. Cells may be in double quotes (RFC 4180). The file is UTF-8 text, gzipped or not. A gzipped file may unpack
 * to 4 GB, and from 100 MB on to 100 times its size; ENGRAM_JAVA_OPTIONS="-Dengram.unpack.gigabytes=8
 * -Dengram.unpack.ratio=500" raises these limits.
 *
 * <p>Empty cells, cells that are not numbers and rows of a different length are errors with line and column: nothing
 * is guessed or omitted. Inputs are not scaled; use {@code scaling} for data whose columns differ in scale, and {@code
 * target-scaling} for large or small numbers to predict.
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
        boolean classes)
        implements Dataset {
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
        String name = file.toString();
        return FileInput.readFile(file, in -> CsvTable.read(reader(in, file), name, header, target, classes));
    }

    @Override
    public Optional<InputRows> newInputs(Path other) {
        CsvInputs.Columns columns = FileInput.readFile(
                file, in -> CsvInputs.columns(reader(in, file), file.toString(), header::isHeader, target));
        return Optional.of(FileInput.readFile(
                other, in -> new CsvInputs(reader(in, other), other.toString(), columns).read(header::isHeader)));
    }

    private CsvReader reader(InputStream in, Path of) throws IOException {
        return new CsvReader(FileInput.textReader(in, of), of.toString(), delimiter.character);
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }
}
