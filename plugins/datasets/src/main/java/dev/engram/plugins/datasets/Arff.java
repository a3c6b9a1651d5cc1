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
 * Data from a file in ARFF, the format of OpenML and Weka.
 *
 * <pre>
 *   {arff: {file: iris.arff}}
 *   {arff: {file: adult.arff, target: class, drop: [name, birthday]}}
 * </pre>
 *
 * A numeric, real or integer attribute is one input. A nominal attribute with k listed values is k inputs, in listed
 * order: 1 for the value of the example, and 0 for the others. A nominal target gives the classes in listed order, and
 * a numeric target is a number to predict. Which attribute is the target is not part of an ARFF file: OpenML's page of
 * the data set names it (default target), and most files have it last. That page also names attributes that identify
 * rows or should be ignored; list them in {@code drop}.
 *
 * <p>Rows are values between commas or blanks, or sparse: <code>{index value, ...}</code> with indices from 0, where
 * an omitted attribute is 0, or its first listed value. Values with blanks, commas, braces or percent signs are in
 * single or double quotes; a backslash escapes a character. A percent sign begins a comment.
 *
 * <p>Attributes of type string or date, missing values (?), values that are not listed, fractions of an integer
 * attribute, rows of a different length, relational attributes and weights of examples are errors with line and
 * column: nothing is guessed, imputed or omitted. An attribute in {@code drop} may be of type string or date and have
 * missing values. Inputs are not scaled; use {@code scaling} and {@code target-scaling}. The file is UTF-8 text,
 * gzipped or not, with the limits of csv, and its inputs may take the memory of {@code --data-memory}.
 *
 * <p>The format: I. H. Witten, E. Frank, M. A. Hall and C. J. Pal, "Data Mining: Practical Machine Learning Tools and
 * Techniques", 4th edition, section 2.4, 2016. OpenML: J. Vanschoren, J. N. van Rijn, B. Bischl and L. Torgo, "OpenML:
 * networked science in machine learning", SIGKDD Explorations 15, 2013.
 */
@Component("arff")
public record Arff(
        @Hyper(doc = "path of the file") Path file,

        @Hyper(value = "last", doc = "attribute of the target: its name, its number (from 1), or last")
        String target,

        @Hyper(value = "[]", doc = "names of attributes that are not read; []: none")
        List<String> drop)
        implements Dataset {
    public Arff {
        drop = List.copyOf(drop);
    }

    @Override
    public Table load(Rng rng) {
        return FileInput.readFile(file, in -> ArffTable.read(lexer(in, file), file.toString(), target, drop));
    }

    @Override
    public Optional<InputRows> newInputs(Path other) {
        return Optional.of(FileInput.readFile(
                other,
                in -> FileInput.readFile(
                        file,
                        trained -> ArffTable.newInputs(
                                lexer(trained, file),
                                file.toString(),
                                lexer(in, other),
                                other.toString(),
                                target,
                                drop))));
    }

    private static ArffLexer lexer(InputStream in, Path of) throws IOException {
        return new ArffLexer(new TextScanner(FileInput.textReader(in, of), of.toString()));
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }
}
