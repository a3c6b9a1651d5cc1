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
 * Images in the format of MNIST: MNIST itself, Fashion-MNIST, KMNIST and others that come as the same four
 * files.
 *
 * <pre>
 *   train-images-idx3-ubyte   train-labels-idx1-ubyte
 *   t10k-images-idx3-ubyte    t10k-labels-idx1-ubyte       each as it is or gzipped (.gz)
 * </pre>
 *
 * The files are looked for in {@code directory/name}, then in {@code directory} itself:
 *
 * <pre>
 *   {idx: {name: fashion-mnist}}         what Debian's package dataset-fashion-mnist installs
 *   {idx: {directory: data/mnist}}       your own folder
 * </pre>
 *
 * <p>Inputs are pixels from 0 to 1 (bytes divided by 255), row by row: 784 for images of 28 x 28. Classes
 * are numbered as in the files. The t10k files are the test data. All of it takes 4 bytes a pixel, for MNIST
 * 220 MB. A missing, damaged or cut off file is an error that names it.
 *
 * <p>LeCun, Bottou, Bengio and Haffner 1998, Gradient-based learning applied to document recognition
 * (MNIST); Xiao, Rasul and Vollgraf 2017 (Fashion-MNIST).
 */
@Component("idx")
public record Idx(
        @Hyper(value = "mnist", doc = "which data: the name of a folder in the directory")
        String name,

        @Hyper(value = "/usr/share/datasets", doc = "folder that holds the folder of that name, or the four files")
        Path directory,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "take only the first so many for training; 0: all")
        int trainRows,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "take only the first so many for the test; 0: all")
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
                                + " there, as they are or gzipped, or set idx.directory to where they are"));
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

    /** Taken from all labels, so that using fewer examples does not change the number of classes. */
    private List<String> names(IdxFile... labels) {
        BitSet seen = new BitSet();
        for (IdxFile f : labels) {
            for (byte b : f.bytes()) {
                seen.set(b & 0xff);
            }
        }
        // Labels count from 0 without gaps, so what lies beyond a gap is a damaged byte.
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
