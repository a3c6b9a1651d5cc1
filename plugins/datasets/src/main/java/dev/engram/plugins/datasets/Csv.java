package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;

/**
 * Your own data from a text file of separated values: one row for each example, one column with the target.
 *
 * <p>All other columns are inputs and hold numbers such as 3, -0.5 or 1e-4. The target is a class of any
 * name (classes are numbered in the order of the alphabet, or by size where all of them are numbers) or,
 * with {@code classes: false}, a number to be predicted. Cells may be in double quotes (RFC 4180). The file
 * is text in UTF-8, gzipped or not.
 *
 * <p>Empty cells, cells that are no numbers and rows of another length are errors that name line and column:
 * nothing is guessed or left out. The inputs come as they are; see {@code scaling} for data whose columns
 * differ in size.
 */
@Component("csv")
public record Csv(
        @Hyper(doc = "the file") Path file,

        @Hyper(value = "comma", doc = "what stands between cells: comma, semicolon, tab, space or pipe")
        Delimiter delimiter,

        @Hyper(
                value = "auto",
                doc = "is the first line a header? yes, no, or auto: yes if none of its cells is a number")
        Header header,

        @Hyper(value = "last", doc = "column of the target: its name, its number from 1, or last")
        String target,

        @Hyper(value = "true", doc = "true: the target is a class; false: it is a number")
        boolean classes)
        implements Dataset {
    /** What stands between cells. */
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

    /** Whether the first line names the columns. */
    public enum Header {
        AUTO,
        YES,
        NO
    }

    @Override
    public Table load(Rng rng) {
        String name = file.toString();
        return FileInput.readFile(
                file,
                in -> CsvTable.read(
                        new CsvReader(FileInput.textReader(in), name, delimiter.character),
                        name,
                        header,
                        target,
                        classes));
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }
}
