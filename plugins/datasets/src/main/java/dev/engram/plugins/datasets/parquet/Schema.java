package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ColumnFileException;
import java.util.ArrayList;
import java.util.List;

/** The columns of a file, which it stores as a tree in preorder. */
final class Schema {
    private final List<ThriftStruct> elements;
    private final List<Leaf> leaves = new ArrayList<>();
    private int at;
    private int stored;

    private Schema(List<ThriftStruct> elements) {
        this.elements = elements;
    }

    /** Returns the columns; nested values are one column. */
    static List<Leaf> leaves(List<ThriftStruct> elements) throws ColumnFileException {
        Schema schema = new Schema(elements);
        schema.readRoot();
        return List.copyOf(schema.leaves);
    }

    /** Returns the number of columns that are stored; nested values can be several. */
    static int stored(List<ThriftStruct> elements) throws ColumnFileException {
        Schema schema = new Schema(elements);
        schema.readRoot();
        return schema.stored;
    }

    private void readRoot() throws ColumnFileException {
        long children = next().number(5, 0);
        for (long i = 0; i < children; i++) {
            ThriftStruct element = next();
            if (element.number(5, 0) > 0) {
                skip(element);
                leaves.add(Leaf.nested(element.text(4)));
            } else {
                leaves.add(Leaf.of(element, stored));
                stored++;
            }
        }
        if (at != elements.size()) {
            throw ColumnFileException.damaged("it describes more columns than it declares");
        }
    }

    private ThriftStruct next() throws ColumnFileException {
        if (at == elements.size()) {
            throw ColumnFileException.damaged("it describes fewer columns than it declares");
        }
        return elements.get(at++);
    }

    /** Counts the columns inside nested values. */
    private void skip(ThriftStruct group) throws ColumnFileException {
        long open = group.number(5);
        while (open > 0) {
            long children = next().number(5, 0);
            stored += children > 0 ? 0 : 1;
            open += Math.max(0, children) - 1;
        }
    }
}
