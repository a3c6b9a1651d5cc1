package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataMemory;
import dev.engram.spi.io.DataSource;
import dev.engram.spi.io.NumberType;
import dev.engram.spi.io.RowLayout;
import dev.engram.spi.io.RowReader;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Tables from the four IDX files of MNIST and of data sets in its format. */
final class IdxTables {
    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    private static final List<String> FASHION = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    private static final float LARGEST_PIXEL = 255;

    private IdxTables() {}

    /**
     * Returns the files, gzipped or not, each from the first folder that has it.
     *
     * @param remedy the last part of the message if a file is missing
     */
    static List<Path> files(List<Path> folders, String remedy) {
        return FILES.stream()
                .map(file -> DataFolders.find(folders, List.of(file, file + ".gz"))
                        .orElseThrow(() -> new IncompatibleException("there is no " + file + " or " + file + ".gz in "
                                + DataFolders.list(folders) + "; put " + String.join(", ", FILES)
                                + " there, gzipped or not, " + remedy)))
                .toList();
    }

    /**
     * Reads the files.
     *
     * @param component name of the component, for messages
     * @param name name of the data set
     */
    static Table load(String component, String name, List<Path> files, int trainRows, int testRows) {
        IdxFile images = IdxFile.header(files.get(0), "images", 3, 4);
        IdxFile testImages = IdxFile.header(files.get(2), "images", 3, 4);
        boolean alike = images.example().equals(testImages.example());
        boolean inMemory = alike
                && DataMemory.holds((images.count() + (long) testImages.count())
                        * images.shape().size());
        int n = images.shape().size();
        int trainBytes = inMemory ? first(trainRows, images) * n : 0;
        int testBytes = inMemory ? first(testRows, testImages) * n : 0;
        byte[] pixels = new byte[trainBytes + testBytes];
        images.readExamples(pixels, 0, trainBytes);
        IdxFile labels = labels(files.get(1), images);
        testImages.readExamples(pixels, trainBytes, testBytes);
        IdxFile testLabels = labels(files.get(3), testImages);
        if (!alike) {
            throw new IncompatibleException(testImages.file() + ": has images of " + testImages.example() + " and "
                    + images.file() + " of " + images.example() + "; the files do not belong together");
        }
        int train = rows(trainRows, images, component + ".train-rows");
        int test = rows(testRows, testImages, component + ".test-rows");
        float[] t = new float[train + test];
        copy(labels, train, t, 0);
        copy(testLabels, test, t, train);
        InputRows rows = inMemory
                ? InputRows.Bytes.divided(images.shape(), pixels, LARGEST_PIXEL)
                : map(images, train, testImages, test);
        return new Table(rows, 1, t, names(name, labels, testLabels), Table.Partition.TEST, test);
    }

    /** Returns the number of examples that are used, or all if there are fewer, which is a mistake. */
    private static int first(int wanted, IdxFile images) {
        return wanted == 0 ? images.count() : Math.min(wanted, images.count());
    }

    private static InputRows map(IdxFile images, int train, IdxFile testImages, int test) {
        RowReader reader = add(add(new RowReader(images.shape()), images, train), testImages, test);
        return FileInput.guard(images.file(), reader::read);
    }

    private static RowReader add(RowReader reader, IdxFile images, int rows) {
        RowLayout pixels =
                RowLayout.dense(images.offset(), images.shape(), NumberType.U1, ByteOrder.BIG_ENDIAN, LARGEST_PIXEL);
        return reader.add(DataSource.of(images.file()), rows, pixels);
    }

    private static IdxFile labels(Path file, IdxFile images) {
        IdxFile labels = IdxFile.read(file, "labels", 1);
        if (labels.count() != images.count()) {
            throw new IncompatibleException(file + ": has " + labels.count() + " labels for the " + images.count()
                    + " images of " + images.file() + "; the files do not belong together");
        }
        return labels;
    }

    private static int rows(int wanted, IdxFile images, String key) {
        if (wanted > images.count()) {
            throw new IncompatibleException(images.file() + ": has " + images.count() + " images, so " + key
                    + " cannot be " + wanted + "; 0 takes all");
        }
        return wanted == 0 ? images.count() : wanted;
    }

    private static void copy(IdxFile labels, int rows, float[] t, int at) {
        for (int r = 0; r < rows; r++) {
            t[at + r] = labels.bytes()[r] & 0xff;
        }
    }

    /** Counts the classes of all labels, so that using fewer examples does not change their number. */
    private static List<String> names(String name, IdxFile... labels) {
        BitSet seen = new BitSet();
        for (IdxFile f : labels) {
            for (byte b : f.bytes()) {
                seen.set(b & 0xff);
            }
        }
        // Labels count from 0 without gaps, so a label after a gap is a damaged byte.
        int classes = Math.max(2, seen.nextClearBit(0));
        if (seen.length() > classes) {
            throw labelOutOfRange(classes, labels);
        }
        return name.equals("fashion-mnist") && classes == FASHION.size()
                ? FASHION
                : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    private static IncompatibleException labelOutOfRange(int classes, IdxFile... labels) {
        for (IdxFile f : labels) {
            for (int i = 0; i < f.bytes().length; i++) {
                int label = f.bytes()[i] & 0xff;
                if (label > classes) {
                    return new IncompatibleException(f.file() + ": example " + (i + 1) + " has the label " + label
                            + ", but no example has the label " + classes + ", so the classes are 0 to " + (classes - 1)
                            + "; the file is damaged: fetch it again");
                }
            }
        }
        throw new IllegalStateException("a label beyond the gap was seen");
    }
}
