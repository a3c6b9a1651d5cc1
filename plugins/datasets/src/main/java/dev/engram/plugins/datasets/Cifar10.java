package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;

/**
 * CIFAR-10: colour photographs of ten kinds of things, 50,000 images for training and 10,000 for the test.
 *
 * <p>3,072 inputs from 0 to 1 (bytes divided by 255), of shape 3 x 32 x 32: red, green, blue, each row by row. {@code
 * engram data cifar-10} downloads the binary version once. Its files data_batch_1.bin to data_batch_5.bin and
 * test_batch.bin are searched in {@code directory/cifar-10-batches-bin}, {@code directory/cifar-10}, {@code directory},
 * the folder of downloads ({@code ~/.cache/engram/data/cifar-10}) and {@code /usr/share/datasets/cifar-10}. A directory
 * that a suite names must have all of them. In memory the data take 184 MB, or 740 MB if they are scaled or noisy; if
 * {@code --data-memory} is less than 740 MB, they stay on disk. A file that is truncated, or has a label above 9, is an
 * error with the numbers.
 *
 * <p>Krizhevsky 2009, Learning multiple layers of features from tiny images.
 */
@Component("cifar-10")
public record Cifar10(
        @Hyper(value = "data", doc = "folder of the files; one that is named must have them all")
        Path directory,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of training examples, the first ones; 0: all")
        int trainRows,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of test examples, the first ones; 0: all")
        int testRows)
        implements Dataset {
    private static final String NAME = "cifar-10";
    private static final List<String> FILES = List.of(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin",
            "test_batch.bin");
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    @Override
    public Table load(Rng rng) {
        List<Path> files = files();
        int last = files.size() - 1;
        return new CifarFiles(NAME, 1, 0, CLASSES).load(files.subList(0, last), files.get(last), trainRows, testRows);
    }

    @Override
    public List<Path> files() {
        return CifarFiles.find(DataFolders.of(directory, NAME, "cifar-10-batches-bin"), FILES, NAME);
    }
}
