package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;

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
 * <p>Inputs are pixels from 0 to 1 (bytes divided by 255), row by row: 784 for images of 28 x 28, of shape 1 x 28 x 28.
 * Files with a fourth dimension contain examples x channels x height x width. Classes are numbered as in the files. The
 * t10k files are the test data. A pixel takes one byte of memory, and MNIST 55 MB; scaled or noisy pixels take 4 bytes.
 * Data that would take more than {@code --data-memory} with 4 bytes stay on disk. A missing, damaged or truncated file
 * is an error that names the file. Gzipped files have the limits of csv.
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
    @Override
    public Table load(Rng rng) {
        return IdxTables.load("idx", name, files(), trainRows, testRows);
    }

    @Override
    public List<Path> files() {
        return IdxTables.files(List.of(directory.resolve(name), directory), "or set idx.directory to their folder");
    }
}
