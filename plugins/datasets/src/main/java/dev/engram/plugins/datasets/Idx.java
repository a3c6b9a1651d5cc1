package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images in the IDX format of MNIST: MNIST, Fashion-MNIST, KMNIST and others with the same four files.
 *
 * <pre>
 *   train-images-idx3-ubyte   train-labels-idx1-ubyte
 *   t10k-images-idx3-ubyte    t10k-labels-idx1-ubyte       each plain or gzipped (.gz)
 * </pre>
 *
 * The files are searched in {@code directory/name}, then in {@code directory}:
 *
 * <pre>
 *   {idx: {name: fashion-mnist}}         as installed by Debian's package dataset-fashion-mnist
 *   {idx: {directory: data/mnist}}       a folder of your own
 * </pre>
 *
 * <p>Inputs are pixels from 0 to 1 (bytes divided by 255), row by row: 784 for images of 28 x 28. Classes
 * are numbered as in the files. The t10k files are the test data. A pixel takes 4 bytes of memory; MNIST takes
 * 220 MB. A missing, damaged or truncated file is an error that names the file. Gzipped files have the limits of csv.
 *
 * <p>LeCun, Bottou, Bengio and Haffner 1998, Gradient-based learning applied to document recognition
 * (MNIST); Xiao, Rasul and Vollgraf 2017 (Fashion-MNIST).
 */
@Component("idx")
public record Idx(
        @Hyper(value = "mnist", doc = "name of the data set, a folder in directory")
        String name,

        @Hyper(value = "/usr/share/datasets", doc = "folder that contains the folder of that name, or the four files")
        Path directory,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of training examples, the first ones; 0: all")
        int trainRows,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of test examples, the first ones; 0: all")
        int testRows)
        implements Dataset {
    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    private static final List<String> FASHION = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    @Override
    public Table load(Rng rng) {
        List<Path> files = files();
        IdxFile images = IdxFile.read(files.get(0), 3, "images");
        IdxFile labels = labels(files.get(1), images);
        IdxFile testImages = IdxFile.read(files.get(2), 3, "images");
        IdxFile testLabels = labels(files.get(3), testImages);
        if (!images.shape().equals(testImages.shape())) {
            throw new IncompatibleException(testImages.file() + ": has images of " + testImages.shape() + " and "
                    + images.file() + " of " + images.shape() + "; the files do not belong together");
        }
        int train = rows(trainRows, images, "train-rows");
        int test = rows(testRows, testImages, "test-rows");
        int inputs = images.exampleSize();
        float[] x = new float[SyntheticTables.size(train + (long) test, inputs)];
        float[] t = new float[train + test];
        copy(images, labels, train, x, t, 0);
        copy(testImages, testLabels, test, x, t, train);
        return Table.classification(inputs, x, t, names(labels, testLabels)).withTestRows(test);
    }

    @Override
    public List<Path> files() {
        return FILES.stream().map(this::find).toList();
    }

    private Path find(String file) {
        Path named = directory.resolve(name);
        return Stream.of(named, directory)
                .flatMap(d -> Stream.of(d.resolve(file), d.resolve(file + ".gz")))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IncompatibleException(
                        "there is no " + file + " or " + file + ".gz in " + named + " or " + directory
                                + "; put " + String.join(", ", FILES)
                                + " there, gzipped or not, or set idx.directory to their folder"));
    }

    private static IdxFile labels(Path file, IdxFile images) {
        IdxFile labels = IdxFile.read(file, 1, "labels");
        if (labels.count() != images.count()) {
            throw new IncompatibleException(file + ": has " + labels.count() + " labels for the " + images.count()
                    + " images of " + images.file() + "; the files do not belong together");
        }
        return labels;
    }

    private static int rows(int wanted, IdxFile images, String key) {
        if (wanted > images.count()) {
            throw new IncompatibleException(images.file() + ": has " + images.count() + " images, so idx." + key
                    + " cannot be " + wanted + "; 0 takes all");
        }
        return wanted == 0 ? images.count() : wanted;
    }

    private static void copy(IdxFile images, IdxFile labels, int rows, float[] x, float[] t, int row) {
        byte[] pixels = images.bytes();
        int from = row * images.exampleSize();
        for (int i = 0, n = rows * images.exampleSize(); i < n; i++) {
            x[from + i] = (pixels[i] & 0xff) / 255f;
        }
        for (int r = 0; r < rows; r++) {
            t[row + r] = labels.bytes()[r] & 0xff;
        }
    }

    /** Counts the classes of all labels, so that using fewer examples does not change their number. */
    private List<String> names(IdxFile... labels) {
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
