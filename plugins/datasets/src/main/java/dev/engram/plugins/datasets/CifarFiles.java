package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataSource;
import dev.engram.spi.io.NumberType;
import dev.engram.spi.io.RowLayout;
import dev.engram.spi.io.RowReader;
import dev.engram.spi.shape.Shape;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files in the binary format of CIFAR: for each image one or two bytes of labels, then 1,024 bytes of red, of green and
 * of blue, row by row.
 *
 * @param component name of the component, for messages
 * @param labelBytes bytes of labels of an image
 * @param label index of the byte that is used
 */
record CifarFiles(String component, int labelBytes, int label, List<String> classes) {
    private static final Shape SHAPE = new Shape(3, 32, 32);

    /** The labels of a file. */
    private record Part(Path file, byte[] labels) {}

    /** Returns the files of these names, each from the first folder that has it. */
    static List<Path> find(List<Path> folders, List<String> names, String component) {
        return names.stream()
                .map(name -> DataFolders.find(folders, List.of(name))
                        .orElseThrow(() -> new IncompatibleException("there is no " + name + " in "
                                + DataFolders.list(folders) + "; put the files of the binary version there ("
                                + String.join(", ", names) + "), or download them with: engram data " + component)))
                .toList();
    }

    /** @param trainRows number of training examples; 0: all */
    Table load(List<Path> training, Path test, int trainRows, int testRows) {
        List<Part> parts = new ArrayList<>();
        int train = add(training, trainRows, "train-rows", parts);
        int tested = add(List.of(test), testRows, "test-rows", parts);
        float[] t = new float[train + tested];
        RowReader reader = new RowReader(SHAPE);
        int at = 0;
        for (Part part : parts) {
            for (int r = 0; r < part.labels.length; r++) {
                t[at + r] = part.labels[r];
            }
            at += part.labels.length;
            RowLayout pixels = new RowLayout(labelBytes, stride(), NumberType.U1, ByteOrder.BIG_ENDIAN, 255f);
            reader.add(DataSource.of(part.file), part.labels.length, pixels);
        }
        InputRows rows = FileInput.guard(test, reader::read);
        return new Table(rows, 1, t, classes, Table.Partition.TEST, tested);
    }

    private int stride() {
        return labelBytes + SHAPE.size();
    }

    /** Adds the first examples of some files; returns their number. */
    private int add(List<Path> files, int wanted, String key, List<Part> to) {
        int count = 0;
        for (Path file : files) {
            byte[] labels = labels(file);
            int used = wanted == 0 ? labels.length : Math.min(labels.length, wanted - count);
            if (used > 0) {
                to.add(new Part(file, java.util.Arrays.copyOf(labels, used)));
            }
            count += used;
        }
        if (count < wanted) {
            throw new IncompatibleException(files.get(0) + ": there are " + count + " images, so " + component + "."
                    + key + " cannot be " + wanted + "; 0 takes all");
        }
        return count;
    }

    private byte[] labels(Path file) {
        return FileInput.readFile(file, in -> {
            java.io.ByteArrayOutputStream labels = new java.io.ByteArrayOutputStream();
            byte[] row = new byte[stride()];
            int got;
            while ((got = in.readNBytes(row, 0, row.length)) == row.length) {
                int label = row[this.label] & 0xff;
                if (label >= classes.size()) {
                    throw new IncompatibleException(file + ": image " + (labels.size() + 1) + " has label " + label
                            + ", but the labels are 0 to " + (classes.size() - 1)
                            + "; it is another kind of file, or damaged: fetch it again");
                }
                labels.write(label);
            }
            if (got > 0 || labels.size() == 0) {
                throw new IncompatibleException(file + ": has " + ((long) labels.size() * row.length + got)
                        + " bytes, which is not a multiple of " + row.length + " (" + labelBytes + " + "
                        + SHAPE + "); it is truncated or another kind of file: fetch it again");
            }
            return labels.toByteArray();
        });
    }
}
