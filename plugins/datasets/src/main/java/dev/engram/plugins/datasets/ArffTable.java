package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataMemory;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A conversion of the examples of a file in ARFF to a table: one attribute is the target, the others are inputs. */
final class ArffTable {
    private final ArffLexer in;
    private final String file;
    private final List<ArffAttribute> attributes;
    private final ArffAttribute target;
    /** The first input of each attribute; -1 if it is not an input. */
    private final int[] starts;
    /** The inputs of a sparse example without values. */
    private final float[] empty;

    private final float[] row;
    private final FloatArrayBuilder x = new FloatArrayBuilder();
    private final FloatArrayBuilder t = new FloatArrayBuilder();
    private float targetValue;
    private long rows;

    /**
     * @param wanted the target: a name, a number from 1, or last; null if no attribute is one
     */
    private ArffTable(ArffLexer in, String file, String wanted, List<String> dropped) throws IOException {
        this.in = in;
        this.file = file;
        attributes = ArffHeader.read(in);
        List<String> names = attributes.stream().map(ArffAttribute::name).toList();
        if (wanted != null && names.size() < 2) {
            throw new IncompatibleException(file + ": it declares " + names.size()
                    + " attributes, but inputs and a target need two; declare each with @attribute");
        }
        if (wanted == null) {
            target = null;
        } else {
            target = attributes.get(TableColumns.target(file, wanted, names.size(), names));
            requireKnown(dropped, names);
        }
        starts = new int[names.size()];
        long width = 0;
        for (int a = 0; a < starts.length; a++) {
            ArffAttribute attribute = attributes.get(a);
            boolean isDropped = dropped.contains(attribute.name());
            requireUsable(attribute, isDropped);
            starts[a] = isDropped || attribute == target ? -1 : (int) width;
            width += starts[a] < 0 ? 0 : attribute.width();
            requireMemory(width, 1);
        }
        if (width == 0) {
            throw new IncompatibleException(file + ": no input is left; drop fewer attributes");
        }
        empty = new float[(int) width];
        row = new float[(int) width];
        for (int a = 0; a < starts.length; a++) {
            if (starts[a] >= 0 && attributes.get(a).isNominal()) {
                empty[starts[a]] = 1;
            }
        }
    }

    /**
     * Reads a file.
     *
     * @param wanted the target: a name, a number from 1, or last
     * @param dropped the names of attributes that are not read
     */
    static Table read(ArffLexer in, String file, String wanted, List<String> dropped) throws IOException {
        return new ArffTable(in, file, wanted, dropped).read();
    }

    /**
     * Reads the inputs of new examples, whose attributes are those of another file, found by name.
     *
     * @param trained the file that the network was trained with
     */
    static InputRows newInputs(
            ArffLexer trained, String trainedFile, ArffLexer in, String file, String wanted, List<String> dropped)
            throws IOException {
        ArffTable first = new ArffTable(trained, trainedFile, wanted, dropped);
        List<String> ignored = new ArrayList<>(dropped);
        ignored.add(first.target.name());
        ArffTable other = new ArffTable(in, file, null, ignored);
        TableColumns.requireInputs(
                file, other.attributes.stream().map(ArffAttribute::name).toList(), first.inputNames(), ignored);
        other.readRows();
        return other.inOrderOf(first);
    }

    private List<String> inputNames() {
        List<String> names = new ArrayList<>();
        for (int a = 0; a < starts.length; a++) {
            if (starts[a] >= 0) {
                names.add(attributes.get(a).name());
            }
        }
        return names;
    }

    /** Returns a key for each input: its attribute, and the listed value that it stands for. */
    private List<List<String>> keys() {
        List<List<String>> keys = new ArrayList<>();
        for (int a = 0; a < starts.length; a++) {
            ArffAttribute attribute = attributes.get(a);
            if (starts[a] >= 0 && attribute.isNominal()) {
                attribute.names().forEach(value -> keys.add(List.of(attribute.name(), value)));
            } else if (starts[a] >= 0) {
                keys.add(List.of(attribute.name()));
            }
        }
        return keys;
    }

    /** Returns the inputs in the order of another file, which lists all values that this one lists. */
    private InputRows inOrderOf(ArffTable first) {
        List<List<String>> here = keys();
        Map<List<String>, Integer> there = new HashMap<>();
        first.keys().forEach(key -> there.put(key, there.size()));
        for (List<String> key : here) {
            if (!there.containsKey(key)) {
                throw new IncompatibleException(file + ": attribute '" + key.get(0) + "'"
                        + (key.size() == 1
                                ? " is a number here, but is not in the training data"
                                : " lists \"" + key.get(1) + "\", which the training data do not have")
                        + "; declare it as in " + first.file);
            }
        }
        float[] from = x.toArray();
        int width = there.size();
        float[] to = new float[Math.multiplyExact((int) rows, width)];
        for (int i = 0; i < here.size(); i++) {
            int at = there.get(here.get(i));
            for (int r = 0; r < rows; r++) {
                to[r * width + at] = from[r * here.size() + i];
            }
        }
        return new InputRows.InMemory(Shape.features(width), to);
    }

    private void requireKnown(List<String> dropped, List<String> names) {
        for (String name : dropped) {
            if (!names.contains(name)) {
                throw new IncompatibleException(file + ": there is no attribute '" + name
                        + "' to drop; the attributes are " + TableColumns.list(names));
            }
        }
    }

    private void requireUsable(ArffAttribute attribute, boolean isDropped) {
        if (isDropped && attribute == target) {
            throw attribute.error(in, "is the target and cannot be dropped; name another target, or do not drop it");
        }
        if (!isDropped && !attribute.isReadable()) {
            String type = "is of type " + attribute.type().name().toLowerCase(Locale.ROOT);
            throw attribute.error(
                    in,
                    attribute == target
                            ? type + ", which cannot be a target; name another target"
                            : type + ", which cannot be an input; drop it (drop: [" + attribute.name()
                                    + "]), or replace it by numbers");
        }
        if (attribute == target && attribute.values().containsKey("")) {
            throw attribute.error(in, "lists a class with an empty name; give it a name");
        }
    }

    private void requireMemory(long width, long count) {
        if (!DataMemory.holds(width * count)) {
            throw in.error(String.format(
                    Locale.ROOT,
                    "%,d rows of %,d inputs, one for each listed value of an attribute, need more memory than"
                            + " --data-memory allows; drop attributes with many values, use fewer rows, or raise it",
                    count,
                    width));
        }
    }

    private Table read() throws IOException {
        readRows();
        return table();
    }

    private void readRows() throws IOException {
        RowErrors errors = new RowErrors();
        while (in.skipToContent()) {
            requireMemory(row.length, ++rows);
            int line = in.line();
            try {
                readRow();
            } catch (IncompatibleException e) {
                errors.add(line, e);
                in.skipLine();
            }
            for (float value : row) {
                x.add(value);
            }
            t.add(targetValue);
        }
        errors.throwIfAny();
        if (rows == 0) {
            throw new IncompatibleException(
                    file + ": there is no row after @data; the file needs one for each example");
        }
    }

    private void readRow() throws IOException {
        System.arraycopy(empty, 0, row, 0, row.length);
        targetValue = 0;
        if (in.accept('{')) {
            readSparse();
        } else {
            readDense();
        }
    }

    private void readDense() throws IOException {
        int line = in.line();
        int column = in.column();
        int n = 0;
        boolean more = true;
        while (more) {
            String value = in.value("a value, or ? for a missing one");
            if (n < starts.length) {
                set(n, value);
            }
            n++;
            more = in.accept(',') || !in.atEndOfLine();
            if (more) {
                refuseWeight();
            }
        }
        if (n != starts.length) {
            throw in.error(
                    line,
                    column,
                    "this row has " + n + " values, but there are " + starts.length
                            + " attributes; correct it, or put quotes around values that contain commas or blanks");
        }
    }

    private void readSparse() throws IOException {
        if (!in.accept('}')) {
            int last = -1;
            do {
                last = readIndex(last);
                set(last, in.value("the value of attribute " + last));
            } while (in.accept(','));
            if (!in.accept('}')) {
                throw in.error("after this value there is " + in.next() + " instead of , or }; close the row with }");
            }
        }
        if (in.accept(',')) {
            refuseWeight();
        }
        in.requireEndOfLine("the row");
    }

    private int readIndex(int last) throws IOException {
        String text = in.value("the index of an attribute, from 0");
        int index = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
        if (index < 0 || index >= starts.length) {
            throw in.error("there is no attribute with the index \"" + text + "\"; give a number from 0 to "
                    + (starts.length - 1));
        }
        if (index <= last) {
            throw in.error(
                    "the index " + index + " comes after " + last + "; give each index once, in ascending order");
        }
        return index;
    }

    private void refuseWeight() throws IOException {
        if (in.accept('{')) {
            throw in.error("a weight of an example cannot be read; remove it");
        }
    }

    private void set(int a, String value) {
        ArffAttribute attribute = attributes.get(a);
        if (attribute == target) {
            targetValue = attribute.number(value, in);
        } else if (starts[a] >= 0) {
            float number = attribute.number(value, in);
            if (attribute.isNominal()) {
                row[starts[a]] = 0;
                row[starts[a] + (int) number] = 1;
            } else {
                row[starts[a]] = number;
            }
        }
    }

    private Table table() {
        float[] targets = t.toArray();
        if (!target.isNominal()) {
            return Table.regression(row.length, x.toArray(), 1, targets);
        }
        boolean differ = false;
        for (float value : targets) {
            differ |= value != targets[0];
        }
        if (!differ) {
            throw TableColumns.oneClass(file, target.names().get((int) targets[0]), target.shown());
        }
        return Table.classification(row.length, x.toArray(), targets, target.names());
    }
}
