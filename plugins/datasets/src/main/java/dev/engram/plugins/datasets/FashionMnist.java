package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST: pictures of clothes, 60,000 images for training and 10,000 for the test.
 *
 * <p>784 inputs from 0 to 1 (bytes divided by 255), of shape 1 x 28 x 28; ten classes. {@code engram data
 * fashion-mnist} downloads the files once. They are searched in {@code directory/fashion-mnist}, in {@code directory},
 * in the folder of downloads ({@code ~/.cache/engram/data/fashion-mnist}) and in {@code
 * /usr/share/datasets/fashion-mnist}, gzipped or not. A directory that a suite names must have all of them. Files
 * elsewhere, and other data sets in the same format, are read by idx.
 *
 * <p>Xiao, Rasul and Vollgraf 2017, Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms.
 */
@Component("fashion-mnist")
public record FashionMnist(
        @Hyper(value = "data", doc = "folder of the files; one that is named must have them all")
        Path directory,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of training examples, the first ones; 0: all")
        int trainRows,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of test examples, the first ones; 0: all")
        int testRows)
        implements Dataset {
    private static final String NAME = "fashion-mnist";

    @Override
    public Table load(Rng rng) {
        return IdxTables.load(NAME, NAME, files(), trainRows, testRows);
    }

    @Override
    public List<Path> files() {
        return IdxTables.files(DataFolders.of(directory, NAME, ""), "or download them with: engram data " + NAME);
    }
}
